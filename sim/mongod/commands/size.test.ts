/** What is larger than a document may be is refused, and everything up to that is taken. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startAlone } from '../alone.ts';
import { encode } from '../bson/encode.ts';
import { MAX_DOCUMENT_BYTES, MAX_INTERNAL_BYTES, oversize } from '../bson/size.ts';
import type { Doc } from '../bson/values.ts';
import type { Member } from '../index.ts';
import { Client } from '../recordings/client.ts';
import { message } from '../wire/hostile.ts';

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

const EMPTY_BYTES = encode({ _id: 1, s: '' }).length;
/** A document of so many bytes. */
const large = (bytes: number): Doc => ({ _id: 1, s: 'x'.repeat(bytes - EMPTY_BYTES) });
const half = 'x'.repeat(MAX_DOCUMENT_BYTES / 2);

async function codes(cmd: Doc): Promise<number[]> {
  const reply = await client.command('t', cmd);
  if (reply.writeErrors) return (reply.writeErrors as Doc[]).map(({ code }) => Number(code));
  return reply.code === undefined ? [] : [Number(reply.code)];
}

const insert = (doc: Doc): Doc => ({ insert: 'c', documents: [doc] });
const update = (u: unknown, more: Doc = {}): Doc => ({
  update: 'c',
  updates: [{ q: { _id: 1 }, u, ...more }],
});

test('an insert', async () => {
  expect(await codes(insert(large(MAX_DOCUMENT_BYTES)))).toEqual([]);
  await client.command('t', { drop: 'c' });
  expect(await codes(insert(large(MAX_DOCUMENT_BYTES + 1)))).toEqual([2]);
});

test('an update that grows a document, and a pipeline', async () => {
  await codes(insert({ _id: 1, a: half }));
  expect(await codes(update({ $set: { b: half } }))).toEqual([17419]);
  expect(await codes(update([{ $set: { b: { $concat: ['$a', 'x', '$a'] } } }]))).toEqual([17419]);
  expect(await codes(update({ $set: { b: half.slice(100) } }))).toEqual([]);
});

test('an upsert, and one by findAndModify', async () => {
  const u = { $set: { a: half, b: half } };
  expect(await codes(update(u, { upsert: true }))).toEqual([17420]);
  const modify = { findAndModify: 'c', query: { _id: 1 }, update: u, upsert: true };
  expect(await codes(modify)).toEqual([17420]);
});

test('a replacement', async () => {
  await codes(insert({ _id: 1 }));
  expect(await codes(update(large(MAX_DOCUMENT_BYTES + 1)))).toEqual([17419]);
});

test('a command that is larger itself, and one with a document that is no document', async () => {
  expect(await codes(insert(large(MAX_INTERNAL_BYTES)))).toEqual([10334]);
  expect(await codes({ ping: 1 })).toEqual([]);
});

test('a result', async () => {
  await codes(insert({ _id: 1, a: half }));
  const project = { $project: { b: { $concat: ['$a', '$a', '$a'] } } };
  expect(await codes({ aggregate: 'c', pipeline: [project], cursor: {} })).toEqual([10334]);
});

test('a message beyond 48,000,000 bytes ends its connection, and no other', async () => {
  const other = await Client.connect(member.port);
  const bytes = message(encode({ ping: 1, $db: 't' }));
  bytes.writeInt32LE(48_000_001, 0);
  other.raw(bytes);
  await expect(other.command('t', { ping: 1 })).rejects.toThrow('closed');
  expect(await codes({ ping: 1 })).toEqual([]);
});

test('what may be too large is weighed as it is', () => {
  const list = (n: number): Doc => ({ l: Array.from({ length: n }, () => 'x'.repeat(180)) });
  expect(oversize(list(60_000))).toBeUndefined();
  const large = list(100_000);
  expect(oversize(large)).toBe(encode(large).length);
});
