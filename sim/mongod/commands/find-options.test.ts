/** What find can be asked besides a filter: by which index and how much of it, and what to give of a document. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startAlone } from '../alone.ts';
import type { Doc } from '../bson/values.ts';
import type { Member } from '../index.ts';
import { Client } from '../recordings/client.ts';

let member: Member;
let client: Client;

beforeAll(async () => {
  member = await startAlone();
  client = await Client.connect(member.port);
  const documents = [1, 2, 3, 4, 5].map((n) => ({
    _id: n,
    a: 6 - n,
    b: n % 2,
    ...(n > 3 ? { late: true } : {}),
  }));
  await run({ insert: 'c', documents });
  await run({
    createIndexes: 'c',
    indexes: [
      { key: { a: 1 }, name: 'a' },
      { key: { b: 1, a: -1 }, name: 'ba' },
      { key: { late: 1 }, name: 'late', sparse: true },
      { key: { b: 1 }, name: 'some', partialFilterExpression: { a: { $gt: 3 } } },
      { key: { _id: -1 }, name: 'hidden', hidden: true },
    ],
  });
});
afterAll(async () => {
  client.close();
  await member.close();
});

const run = (cmd: Doc): Promise<Doc> => client.command('t', cmd);
const docs = async (more: Doc): Promise<Doc[]> =>
  ((await run({ find: 'c', ...more })) as { cursor: { firstBatch: Doc[] } }).cursor.firstBatch;
const ids = async (more: Doc): Promise<number[]> => (await docs(more)).map((d) => Number(d._id));
const code = async (more: Doc): Promise<number> => Number((await run({ find: 'c', ...more })).code ?? 0);

test('min is in, max is not, by the index that is asked for', async () => {
  expect(await ids({ min: { a: 2 }, max: { a: 4 }, hint: 'a' })).toEqual([4, 3]);
  expect(await ids({ min: { a: 4 }, hint: { a: 1 } })).toEqual([2, 1]);
  expect(await ids({ max: { a: 2 }, hint: 'a' })).toEqual([5]);
  expect(await ids({ max: { a: 3 }, hint: 'a', sort: { a: -1 } })).toEqual([4, 5]);
  expect(await ids({ min: { b: 1, a: 4 }, hint: 'ba' })).toEqual([3, 5]);
  expect(await ids({ min: { a: 2 }, hint: 'a', filter: { b: 1 } })).toEqual([3, 1]);
});

test('and not without one, nor by another, nor the wrong way round', async () => {
  expect(await code({ min: { a: 2 } })).toBe(51173);
  expect(await code({ min: { b: 2 }, hint: 'a' })).toBe(51174);
  expect(await code({ min: { a: 4 }, max: { a: 2 }, hint: 'a' })).toBe(51175);
  expect(await code({ min: { a: 4 }, max: { b: 2 }, hint: 'a' })).toBe(2);
});

test('keys in the place of documents, and where a record is', async () => {
  expect(await docs({ filter: { b: 0 }, hint: 'ba', returnKey: true })).toMatchObject([
    { b: { value: 0 }, a: { value: 4 } },
    { b: { value: 0 }, a: { value: 2 } },
  ]);
  expect(await docs({ filter: { none: { $ne: 1 } }, returnKey: true, limit: 1 })).toEqual([{}]);
  const [first] = await docs({ filter: { _id: 2 }, showRecordId: true });
  expect(Number(first!.$recordId)).toBe(2);
});

test('a hint is followed, where the index shows less too; a hidden one is none', async () => {
  expect(await ids({ hint: 'late' })).toEqual([4, 5]);
  expect(await ids({ hint: 'some' })).toEqual([2, 1]);
  expect(await ids({ hint: { $natural: -1 } })).toEqual([5, 4, 3, 2, 1]);
  expect(await code({ hint: 'hidden' })).toBe(2);
});
