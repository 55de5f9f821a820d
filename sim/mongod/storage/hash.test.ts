/** Hashed indexes: by the server's own hash, for what is equal, and never unique. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startAlone } from '../alone.ts';
import { type Doc, double } from '../bson/values.ts';
import type { Member } from '../index.ts';
import { Client } from '../recordings/client.ts';
import { hashOf } from './hash.ts';

let member: Member;
let client: Client;

beforeAll(async () => {
  member = await startAlone();
  client = await Client.connect(member.port);
  await run({ createIndexes: 'c', indexes: [{ key: { v: 'hashed', n: 1 }, name: 'h' }] });
  await run({ insert: 'c', documents: [1, 2, 3, 1].map((v, i) => ({ _id: i, v, n: 9 - i })) });
});
afterAll(async () => {
  client.close();
  await member.close();
});

const run = (cmd: Doc): Promise<Doc> => client.command('t', cmd);
const find = async (more: Doc): Promise<number[]> =>
  ((await run({ find: 'c', ...more })) as { cursor: { firstBatch: Doc[] } }).cursor.firstBatch.map((d) =>
    Number(d._id),
  );

test('one number of whatever type has one hash, which is the server’s', () => {
  expect(hashOf(1)).toBe(5902408780260971510n);
  for (const one of [1n, double(1), 1.5]) expect(hashOf(one)).toBe(hashOf(1));
  expect(hashOf('1')).not.toBe(hashOf(1));
});

test('it serves what is equal, and no range or order of it', async () => {
  const plan = async (more: Doc): Promise<Doc> =>
    ((await run({ explain: { find: 'c', ...more }, verbosity: 'queryPlanner' })).queryPlanner as Doc)
      .winningPlan as Doc;
  expect(await plan({ filter: { v: 1 } })).toMatchObject({
    filter: { v: {} },
    inputStage: { indexBounds: { v: ['[5902408780260971510, 5902408780260971510]'] } },
  });
  expect(await plan({ filter: { v: { $gt: 1 } } })).toMatchObject({ stage: 'COLLSCAN' });
  expect(await plan({ sort: { v: 1 } })).toMatchObject({ stage: 'SORT' });
  expect(await find({ filter: { v: 1 } })).toEqual([3, 0]);
  expect(await find({ filter: { v: { $in: [2, 3] } }, sort: { _id: 1 } })).toEqual([1, 2]);
  expect(await find({ filter: { v: 1.5 } })).toEqual([]);
});

test('lists, a second hash and uniqueness are refused', async () => {
  expect(await run({ insert: 'c', documents: [{ v: [1] }] })).toMatchObject({
    writeErrors: [{ code: { value: 16766 } }],
  });
  const create = (spec: Doc): Promise<Doc> => run({ createIndexes: 'd', indexes: [{ name: 'x', ...spec }] });
  expect(await create({ key: { a: 'hashed', b: 'hashed' } })).toMatchObject({ code: { value: 31303 } });
  expect(await create({ key: { a: 'hashed' }, unique: true })).toMatchObject({ code: { value: 16764 } });
});
