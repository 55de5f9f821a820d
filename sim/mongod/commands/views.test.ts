/** Views: read like collections, written to like none. */
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
beforeEach(async () => {
  await run({ dropDatabase: 1 });
  const documents = [1, 2, 3, 4].map((n) => ({ _id: n, n, odd: n % 2 === 1, name: n === 1 ? 'a' : 'A' }));
  await run({ insert: 'c', documents });
  await run({ create: 'odd', viewOn: 'c', pipeline: [{ $match: { odd: true } }, { $project: { n: 1 } }] });
});

const run = (cmd: Doc): Promise<Doc> => client.command('t', cmd);
const code = async (cmd: Doc): Promise<unknown> => {
  const reply = await run(cmd);
  return Number(reply.code ?? (reply.writeErrors as Doc[] | undefined)?.[0]?.code ?? 0);
};
const batch = async (cmd: Doc): Promise<Doc[]> =>
  ((await run(cmd)) as { cursor: { firstBatch: Doc[] } }).cursor.firstBatch;
const ids = async (cmd: Doc): Promise<number[]> => (await batch(cmd)).map((d) => Number(d._id));

test('find, count, distinct and aggregate read it, with what they say besides', async () => {
  expect(await ids({ find: 'odd' })).toEqual([1, 3]);
  expect(await ids({ find: 'odd', filter: { n: { $gt: 1 } } })).toEqual([3]);
  expect(await ids({ find: 'odd', sort: { n: -1 }, limit: 1, singleBatch: true })).toEqual([3]);
  expect(await ids({ find: 'odd', skip: 1 })).toEqual([3]);
  expect(await batch({ find: 'odd', projection: { _id: 0, n: 1 } })).toMatchObject([
    { n: { value: 1 } },
    { n: { value: 3 } },
  ]);
  expect(await run({ count: 'odd', query: { n: 3 } })).toMatchObject({ n: { value: 1 } });
  expect((await run({ distinct: 'odd', key: 'n' })).values).toMatchObject([{ value: 1 }, { value: 3 }]);
  expect(await ids({ aggregate: 'odd', pipeline: [{ $match: { n: 1 } }], cursor: {} })).toEqual([1]);
});

test('it shows what is there now, in batches under its own name', async () => {
  await run({ insert: 'c', documents: [{ _id: 5, n: 5, odd: true }] });
  const { cursor } = (await run({ find: 'odd', batchSize: 2 })) as { cursor: Doc };
  expect(cursor.ns).toBe('t.odd');
  expect(await run({ getMore: cursor.id, collection: 'odd' })).toMatchObject({
    cursor: { nextBatch: [{ _id: { value: 5 } }] },
  });
});

test('views on views, in lookups and unions, and on nothing', async () => {
  await run({ create: 'three', viewOn: 'odd', pipeline: [{ $match: { n: 3 } }] });
  expect(await ids({ find: 'three' })).toEqual([3]);
  const lookup = { from: 'odd', localField: 'n', foreignField: 'n', as: 'same' };
  const joined = await batch({ aggregate: 'c', pipeline: [{ $lookup: lookup }], cursor: {} });
  expect(joined.map((d) => (d.same as Doc[]).length)).toEqual([1, 0, 1, 0]);
  expect(await ids({ aggregate: 'three', pipeline: [{ $unionWith: 'odd' }], cursor: {} })).toEqual([3, 1, 3]);
  await run({ create: 'empty', viewOn: 'nothing' });
  expect(await ids({ find: 'empty' })).toEqual([]);
});

test('whatever writes, or is of collections alone, is refused', async () => {
  expect(await code({ insert: 'odd', documents: [{}] })).toBe(166);
  expect(await code({ update: 'odd', updates: [{ q: {}, u: { $set: { a: 1 } } }] })).toBe(166);
  expect(await code({ update: 'odd', updates: [{ q: {}, u: { $set: { a: 1 } }, upsert: true }] })).toBe(166);
  expect(await code({ delete: 'odd', deletes: [{ q: {}, limit: 0 }] })).toBe(166);
  expect(await code({ findAndModify: 'odd', remove: true })).toBe(166);
  expect(await code({ createIndexes: 'odd', indexes: [{ key: { a: 1 }, name: 'a' }] })).toBe(166);
  expect(await code({ listIndexes: 'odd' })).toBe(166);
  expect(await code({ dropIndexes: 'odd', index: '*' })).toBe(166);
  expect(await code({ collStats: 'odd' })).toBe(166);
  expect(await code({ aggregate: 'c', pipeline: [{ $merge: 'odd' }], cursor: {} })).toBe(166);
  expect(await code({ aggregate: 'odd', pipeline: [{ $changeStream: {} }], cursor: {} })).toBe(166);
  expect(Number((await client.command('admin', { renameCollection: 't.odd', to: 't.x' })).code)).toBe(166);
  expect(Number((await client.command('admin', { renameCollection: 't.c', to: 't.odd' })).code)).toBe(48);
  expect(await code({ find: 'odd', tailable: true })).toBe(168);
  expect(await code({ find: 'odd', showRecordId: true })).toBe(168);
  expect(await ids({ find: 'c' })).toEqual([1, 2, 3, 4]);
});

test('a definition that cannot be is refused', async () => {
  expect(await code({ create: 'odd', viewOn: 'c' })).toBe(48);
  expect(await code({ create: 'odd' })).toBe(48);
  expect(await code({ create: 'c', viewOn: 'x' })).toBe(48);
  expect(await code({ create: 'v', pipeline: [] })).toBe(72);
  expect(await code({ create: 'v', viewOn: '' })).toBe(2);
  expect(await code({ create: 'v', viewOn: 'c', capped: true, size: 1 })).toBe(72);
  expect(await code({ create: 'v', viewOn: 'c', pipeline: [{ $out: 'x' }] })).toBe(167);
  expect(await code({ create: 'v', viewOn: 'c', pipeline: [{ $what: 1 }] })).toBe(40324);
  expect(await code({ create: 'v', viewOn: 'v' })).toBe(5);
  await run({ create: 'w', viewOn: 'v' });
  expect(
    await code({ create: 'v', viewOn: 'c', pipeline: [{ $lookup: { from: 'w', as: 'w', pipeline: [] } }] }),
  ).toBe(5);
  for (let i = 0; i < 19; i++) await run({ create: `d${i + 1}`, viewOn: i === 0 ? 'odd' : `d${i}` });
  expect(await code({ find: 'd19' })).toBe(0);
  expect(await code({ create: 'd20', viewOn: 'd19' })).toBe(165);
});

test('it is listed as a view, redefined, and dropped', async () => {
  expect(await batch({ listCollections: 1, filter: { type: 'view' } })).toEqual([
    {
      name: 'odd',
      type: 'view',
      options: { viewOn: 'c', pipeline: [{ $match: { odd: true } }, { $project: { n: expect.anything() } }] },
      info: { readOnly: true },
    },
  ]);
  expect((await batch({ listCollections: 1, nameOnly: true })).map((c) => c.name)).toEqual([
    'c',
    'system.views',
    'odd',
  ]);
  expect(await code({ collMod: 'odd', viewOn: 'c' })).toBe(72);
  expect(await code({ collMod: 'odd', viewOn: 'c', pipeline: [{ $match: { odd: false } }] })).toBe(0);
  expect(await ids({ find: 'odd' })).toEqual([2, 4]);
  expect(await run({ drop: 'odd' })).not.toHaveProperty('nIndexesWas');
  expect(await ids({ find: 'odd' })).toEqual([]);
  expect(await code({ drop: 'odd' })).toBe(26);
});

test('it has a collation of its own, which no command can change', async () => {
  const collation = { locale: 'en', strength: 2 };
  await run({ create: 'named', viewOn: 'c', collation });
  expect(await ids({ find: 'named', filter: { name: 'a' } })).toEqual([1, 2, 3, 4]);
  expect(await ids({ find: 'named', filter: { name: 'a' }, collation })).toEqual([1, 2, 3, 4]);
  expect(await code({ find: 'named', collation: { locale: 'fr' } })).toBe(167);
  expect(await code({ find: 'odd', collation })).toBe(167);
  expect(await code({ create: 'v', viewOn: 'named' })).toBe(167);
  const lookup = { from: 'named', as: 'x', localField: 'a', foreignField: 'a' };
  expect(await code({ aggregate: 'c', pipeline: [{ $lookup: lookup }], cursor: {} })).toBe(167);
});
