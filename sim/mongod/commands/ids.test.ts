/** Which values an _id may have, and what names the fields of a document to be inserted. */
import { Binary, BSONRegExp, serialize } from 'bson';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startAlone } from '../alone.ts';
import type { Doc } from '../bson/values.ts';
import type { Member } from '../index.ts';
import { Client } from '../recordings/client.ts';

let member: Member;
let client: Client;

beforeAll(async () => {
  member = await startAlone();
  client = await Client.connect(member.port);
});
afterAll(async () => {
  client.close();
  await member.close();
});
beforeEach(() => client.command('t', { drop: 'c' }));

async function codeOf(cmd: Doc, asked = client): Promise<number> {
  const reply = await asked.command('t', cmd);
  const [first] = (reply.writeErrors as Doc[] | undefined) ?? [];
  return Number((first ?? reply).code);
}
const insert = (doc: Doc): Doc => ({ insert: 'c', documents: [doc] });
const upsert = (q: Doc, u: Doc): Doc => ({ update: 'c', updates: [{ q, u, upsert: true }] });
const replaced = (q: Doc, update: Doc): Doc => ({ findAndModify: 'c', query: q, update, upsert: true });

const BAD: [name: string, id: unknown][] = [
  ['an array', [1]],
  ['an empty array', []],
  ['a regular expression', new BSONRegExp('a', 'i')],
];

test.each(BAD)('an _id is not %s, however it comes in', async (_, id) => {
  expect(await codeOf(insert({ _id: id }))).toBe(53);
  expect(await codeOf(upsert({ a: 1 }, { _id: id, b: 1 }))).toBe(53);
  expect(await codeOf(upsert({ a: 1 }, { $set: { _id: id } }))).toBe(53);
  expect(await codeOf(upsert({ a: 1 }, { $setOnInsert: { _id: id } }))).toBe(53);
  expect(await codeOf(replaced({ a: 1 }, { _id: id, b: 1 }))).toBe(53);
  expect((await client.command('t', { count: 'c' })).n).toMatchObject({ value: 0 });
});

test('nor undefined, a type that only older clients know', async () => {
  const body = Buffer.from(serialize({ insert: 'c', documents: [{ _id: null }], $db: 't' }));
  // The type of the field, null, in the place of which comes that of undefined.
  const at = body.indexOf(Buffer.from([0x0a, 0x5f, 0x69, 0x64, 0]));
  body[at] = 0x06;
  const head = Buffer.alloc(21);
  head.writeInt32LE(head.length + body.length, 0);
  head.writeInt32LE(2013, 12);
  client.raw(Buffer.concat([head, body]));
  expect(await codeOf({ count: 'c' })).toBeNaN();
  expect((await client.command('t', { count: 'c' })).n).toMatchObject({ value: 0 });
});

test('within an _id no name has a dollar in front but those of a reference', async () => {
  expect(await codeOf(insert({ _id: { $a: 1 } }))).toBe(52);
  expect(await codeOf(insert({ _id: { a: { $b: 1 } } }))).toBe(52);
  expect(await codeOf(insert({ _id: { $id: 1 } }))).toBe(55);
  expect(await codeOf(insert({ _id: { $ref: 'c', $id: 1 } }))).toBeNaN();
});

test('what else may be one', async () => {
  const ids = [null, 1, 'a', true, { a: [1] }, new Date(0), new Binary(Buffer.alloc(1)), {}];
  for (const _id of ids) expect(await codeOf(insert({ _id })), JSON.stringify(_id)).toBeNaN();
});

test('names of a document are free: with a dollar in front, with dots, or empty', async () => {
  for (const doc of [{ $a: 1 }, { a: 1, $set: { b: 1 } }, { a: { $b: 1 }, 'c.d': 1, '': 1 }])
    expect(await codeOf(insert(doc)), JSON.stringify(doc)).toBeNaN();
});

test('until 5.0 no name of a document had a dollar in front', async () => {
  const older = await startAlone({ serverVersion: '4.4' });
  const asked = await Client.connect(older.port);
  for (const doc of [{ $a: 1 }, { a: 1, $set: { b: 1 } }])
    expect(await codeOf(insert(doc), asked), JSON.stringify(doc)).toBe(2);
  expect(await codeOf(insert({ a: { $b: 1 }, 'c.d': 1, '': 1 }), asked)).toBeNaN();
  asked.close();
  await older.close();
});
