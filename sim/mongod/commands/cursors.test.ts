/** When a cursor ends: a server that gave the last document may know so only at the next getMore. */
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
  const documents = [1, 2, 3, 4, 5, 6].map((n) => ({ _id: n, a: n, b: n, c: n, same: 1 }));
  await client.command('t', { insert: 'c', documents });
  const indexes = ['a', 'b', 'same'].map((name) => ({ key: { [name]: 1 }, name }));
  await client.command('t', { createIndexes: 'c', indexes });
});
afterAll(async () => {
  client.close();
  await member.close();
});

/** How many documents came with each reply. */
async function batches(cmd: Doc, size: number): Promise<number[]> {
  const counts: number[] = [];
  let { cursor } = (await client.command('t', cmd)) as { cursor: Doc };
  counts.push((cursor.firstBatch as Doc[]).length);
  while (String(cursor.id) !== '0') {
    const more = { getMore: cursor.id, collection: 'c', batchSize: size };
    ({ cursor } = (await client.command('t', more)) as { cursor: Doc });
    counts.push((cursor.nextBatch as Doc[]).length);
  }
  return counts;
}

const find = (more: Doc, size = 2) => batches({ find: 'c', ...more, batchSize: size }, size || 2);
const aggregate = (pipeline: Doc[], size: number) =>
  batches({ aggregate: 'c', pipeline, cursor: { batchSize: size } }, size || 2);

test('a scan that gave all has not read past its end', async () => {
  expect(await find({})).toEqual([2, 2, 2, 0]);
  expect(await find({}, 6)).toEqual([6, 0]);
  expect(await find({}, 4)).toEqual([4, 2]);
  expect(await find({}, 0)).toEqual([0, 2, 2, 2, 0]);
  expect(await find({ filter: { c: { $lt: 3 } } })).toEqual([2, 0]);
});

test('nor has one of an index', async () => {
  expect(await find({ sort: { _id: 1 } })).toEqual([2, 2, 2, 0]);
  expect(await find({ filter: { a: { $gt: 2 } } })).toEqual([2, 2, 0]);
  expect(await find({ filter: { a: 3 } }, 1)).toEqual([1, 0]);
});

test('who sorts has read all, who has reached the limit needs no more, and of one _id there is one', async () => {
  expect(await find({ sort: { c: 1 } })).toEqual([2, 2, 2]);
  expect(await find({ limit: 4 })).toEqual([2, 2]);
  expect(await find({ filter: { _id: 3 } }, 1)).toEqual([1]);
  expect(await find({ filter: { _id: { $in: [3] } } }, 1)).toEqual([1, 0]);
});

test('plans that were tried against each other have come to their end', async () => {
  expect(await find({ filter: { a: { $gt: 2 }, same: 1 } })).toEqual([2, 2]);
  expect(await find({ filter: { a: { $gt: 2 }, same: 1 }, hint: 'a' })).toEqual([2, 2, 0]);
});

test('a pipeline looks on after each batch but the first', async () => {
  expect(await aggregate([{ $match: { c: { $gt: 0 } } }], 2)).toEqual([2, 2, 2]);
  expect(await aggregate([], 6)).toEqual([6, 0]);
  expect(await aggregate([], 7)).toEqual([6]);
});

test('where there is no collection nothing is left', async () => {
  expect(await batches({ find: 'none', batchSize: 0 }, 2)).toEqual([0]);
});
