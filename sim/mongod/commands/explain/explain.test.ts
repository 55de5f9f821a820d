/** What explain tells of a plan, and of what running it looks at. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startAlone } from '../../alone.ts';
import type { Doc } from '../../bson/values.ts';
import type { Member } from '../../index.ts';
import { Client } from '../../recordings/client.ts';
import type { ServerVersion } from '../../version.ts';

const servers = new Map<ServerVersion, { member: Member; client: Client }>();

beforeAll(async () => {
  for (const serverVersion of ['4.4', '8.0'] as const) {
    const member = await startAlone({ serverVersion });
    const client = await Client.connect(member.port);
    servers.set(serverVersion, { member, client });
    const documents = Array.from({ length: 10 }, (_, i) => ({
      _id: i,
      a: i,
      b: i % 2,
      s: `s${i}`,
      list: [i, i + 1],
    }));
    await client.command('t', { insert: 'c', documents });
    const indexes = [
      { key: { a: 1 }, name: 'a_1' },
      { key: { b: 1, a: -1 }, name: 'b_1_a_-1' },
      { key: { list: 1 }, name: 'list_1' },
      { key: { s: 1 }, name: 's_1', collation: { locale: 'en', strength: 2 } },
    ];
    await client.command('t', { createIndexes: 'c', indexes });
    await client.command('t', { create: 'v', viewOn: 'c', pipeline: [{ $match: { a: { $gt: 7 } } }] });
  }
});
afterAll(async () => {
  for (const { member, client } of servers.values()) {
    client.close();
    await member.close();
  }
});

/** Numbers as numbers. */
const plain = (v: unknown): unknown => {
  if (Array.isArray(v)) return v.map(plain);
  if (typeof v !== 'object' || v === null) return v;
  if ('_bsontype' in v) return Number(v);
  return Object.fromEntries(Object.entries(v).map(([k, x]) => [k, plain(x)]));
};
const run = async (cmd: Doc, version: ServerVersion = '8.0'): Promise<Doc> =>
  plain(await servers.get(version)!.client.command('t', cmd)) as Doc;
const explain = (inner: Doc, verbosity = 'executionStats', version: ServerVersion = '8.0'): Promise<Doc> =>
  run({ explain: inner, verbosity }, version);
const winner = async (inner: Doc, version: ServerVersion = '8.0'): Promise<Doc> =>
  ((await explain(inner, 'queryPlanner', version)).queryPlanner as Doc).winningPlan as Doc;
/** Documents given, keys and documents looked at. */
const looks = async (inner: Doc): Promise<number[]> => {
  const { nReturned, totalKeysExamined, totalDocsExamined } = (await explain(inner)).executionStats as Doc;
  return [nReturned, totalKeysExamined, totalDocsExamined] as number[];
};
/** The stages from the top down. */
const stages = (plan: Doc): string[] => [
  plan.stage as string,
  ...(plan.inputStage ? stages(plan.inputStage as Doc) : []),
];

test('a scan of the collection, an index, and one document by its _id', async () => {
  expect(await winner({ find: 'c', filter: { x: 1 } })).toEqual({
    stage: 'COLLSCAN',
    filter: { x: { $eq: 1 } },
    direction: 'forward',
  });
  expect(await winner({ find: 'c', filter: { a: 5 } })).toEqual({
    stage: 'FETCH',
    inputStage: {
      stage: 'IXSCAN',
      keyPattern: { a: 1 },
      indexName: 'a_1',
      isMultiKey: false,
      multiKeyPaths: { a: [] },
      isUnique: false,
      isSparse: false,
      isPartial: false,
      indexVersion: 2,
      direction: 'forward',
      indexBounds: { a: ['[5, 5]'] },
    },
  });
  expect(stages(await winner({ find: 'c', filter: { _id: 5 } }, '4.4'))).toEqual(['IDHACK']);
  expect(stages(await winner({ find: 'c', filter: { _id: 5 } }))).toEqual(['EXPRESS_IXSCAN']);
  expect(stages(await winner({ find: 'none', filter: { a: 5 } }))).toEqual(['EOF']);
  expect(stages(await winner({ find: 'c', filter: { a: 5 }, hint: { $natural: 1 } }))).toEqual(['COLLSCAN']);
});

test('bounds in words', async () => {
  const bounds = async (filter: Doc, more: Doc = {}): Promise<unknown> => {
    let plan = await winner({ find: 'c', filter, ...more });
    while (plan.inputStage) plan = plan.inputStage as Doc;
    return plan.indexBounds;
  };
  expect(await bounds({ a: { $gt: 5 } })).toEqual({ a: ['(5, inf.0]'] });
  expect(await bounds({ a: { $gte: 2, $lt: 5 } })).toEqual({ a: ['[2, 5)'] });
  expect(await bounds({ a: { $in: [7, 3] } })).toEqual({ a: ['[3, 3]', '[7, 7]'] });
  expect(await bounds({ a: { $ne: 3 } })).toEqual({ a: ['[MinKey, 3)', '(3, MaxKey]'] });
  expect(await bounds({ b: 1, a: { $lt: 5 } })).toEqual({ b: ['[1, 1]'], a: ['(5, -inf.0]'] });
  expect(await bounds({ b: 1 })).toEqual({ b: ['[1, 1]'], a: ['[MaxKey, MinKey]'] });
  const collation = { locale: 'en', strength: 2 };
  expect(await bounds({ s: 'S1' }, { collation })).toEqual({
    s: ['[CollationKey(0x5331), CollationKey(0x5331)]'],
  });
  expect(stages(await winner({ find: 'c', filter: { s: 'S1' } }))).toEqual(['COLLSCAN']);
});

test('keys and documents looked at', async () => {
  expect(await looks({ find: 'c' })).toEqual([10, 0, 10]);
  expect(await looks({ find: 'c', filter: { x: 1 } })).toEqual([0, 0, 10]);
  expect(await looks({ find: 'c', filter: { a: { $gte: 3, $lt: 6 } } })).toEqual([3, 3, 3]);
  expect(await looks({ find: 'c', filter: { a: { $gte: 3 }, s: 's4' } })).toEqual([1, 7, 7]);
  expect(await looks({ find: 'c', filter: { a: { $in: [1, 5] } } })).toEqual([2, 4, 2]);
  expect(await looks({ find: 'c', filter: { list: { $gte: 3, $lte: 4 } } })).toEqual([3, 4, 3]);
  expect(await looks({ find: 'c', filter: { a: { $gte: 3 } }, limit: 2 })).toEqual([2, 2, 2]);
  expect(await looks({ find: 'c', filter: { b: 1 }, projection: { _id: 0, a: 1 } })).toEqual([5, 5, 0]);
});

test('what stands on top: sorts, skips, limits, projections', async () => {
  expect(stages(await winner({ find: 'c', sort: { s: 1 }, skip: 1, limit: 2 }))).toEqual([
    'SKIP',
    'SORT',
    'COLLSCAN',
  ]);
  expect(stages(await winner({ find: 'c', sort: { a: 1 }, skip: 1, limit: 2 }))).toEqual([
    'LIMIT',
    'SKIP',
    'FETCH',
    'IXSCAN',
  ]);
  expect(stages(await winner({ find: 'c', sort: { a: -1 }, projection: { b: 1 } }))).toEqual([
    'PROJECTION_SIMPLE',
    'FETCH',
    'IXSCAN',
  ]);
  expect(await winner({ find: 'c', sort: { a: -1 } })).toMatchObject({
    inputStage: { direction: 'backward', indexBounds: { a: ['[MaxKey, MinKey]'] } },
  });
  expect(stages(await winner({ find: 'c', filter: { b: 0 }, projection: { _id: 0, b: 1 } }))).toEqual([
    'PROJECTION_COVERED',
    'IXSCAN',
  ]);
  expect((await explain({ find: 'c', sort: { s: 1 }, limit: 3 })).executionStats).toMatchObject({
    nReturned: 3,
    executionStages: {
      stage: 'SORT',
      nReturned: 3,
      limitAmount: 3,
      usedDisk: false,
      inputStage: { stage: 'COLLSCAN', nReturned: 10, docsExamined: 10 },
    },
  });
});

test('rival plans are told of, and tried where all is asked for', async () => {
  const find = { find: 'c', filter: { a: 3, b: 1 } };
  const { queryPlanner, executionStats } = await explain(find, 'allPlansExecution');
  expect((queryPlanner as Doc).winningPlan).toMatchObject({ inputStage: { indexName: 'b_1_a_-1' } });
  expect((queryPlanner as Doc).rejectedPlans).toMatchObject([
    { stage: 'FETCH', filter: { b: { $eq: 1 } }, inputStage: { indexName: 'a_1' } },
  ]);
  expect((executionStats as Doc).allPlansExecution).toHaveLength(2);
  expect((await explain(find)).executionStats).not.toHaveProperty('allPlansExecution');
});

test('count, distinct, and writes, which change nothing', async () => {
  expect(stages(await winner({ count: 'c', query: {} }))).toEqual(['RECORD_STORE_FAST_COUNT']);
  expect((await explain({ count: 'c', query: { b: 1 } })).executionStats).toMatchObject({
    totalKeysExamined: 5,
    executionStages: { stage: 'COUNT', nCounted: 5 },
  });
  expect(stages(await winner({ distinct: 'c', key: 'a', query: { b: 1 } }))).toEqual(['FETCH', 'IXSCAN']);
  const updates = [{ q: { b: 1 }, u: { $set: { b: 2 } }, multi: true }];
  expect((await explain({ update: 'c', updates })).executionStats).toMatchObject({
    nReturned: 0,
    executionStages: { stage: 'UPDATE', nMatched: 5, nWouldModify: 5, nWouldUpsert: 0 },
  });
  const upsert = [{ q: { a: 99 }, u: { $set: { b: 2 } }, upsert: true }];
  expect((await explain({ update: 'c', updates: upsert })).executionStats).toMatchObject({
    executionStages: { nMatched: 0, nWouldUpsert: 1 },
  });
  const deletes = [{ q: { b: 1 }, limit: 1 }];
  expect((await explain({ delete: 'c', deletes })).executionStats).toMatchObject({
    executionStages: { stage: 'DELETE', nWouldDelete: 1 },
  });
  expect((await explain({ findAndModify: 'c', query: { a: 3 }, remove: true })).executionStats).toMatchObject(
    { executionStages: { stage: 'DELETE', nWouldDelete: 1 } },
  );
  expect(await run({ count: 'c', query: { b: 1 } })).toMatchObject({ n: 5 });
});

test('pipelines: those that are a query, and those with more to do', async () => {
  const aggregate = (pipeline: Doc[]): Doc => ({ aggregate: 'c', pipeline, cursor: {} });
  const simple = await explain(aggregate([{ $match: { a: { $gt: 6 } } }, { $sort: { a: -1 } }]));
  expect(simple).toMatchObject({
    queryPlanner: { optimizedPipeline: true },
    executionStats: { nReturned: 3, totalDocsExamined: 3 },
  });
  const grouped = await explain(aggregate([{ $match: { a: { $gt: 6 } } }, { $group: { _id: '$b' } }]));
  expect(grouped.stages).toMatchObject([
    {
      $cursor: {
        queryPlanner: { winningPlan: { inputStage: { indexName: 'a_1' } } },
        executionStats: { nReturned: 3 },
      },
    },
    { $group: { _id: '$b' }, nReturned: 2 },
  ]);
  const old = await run({ aggregate: 'c', pipeline: [{ $match: { a: 1 } }], explain: true });
  expect(old).toMatchObject({ queryPlanner: { winningPlan: { stage: 'FETCH' } } });
  expect(old).not.toHaveProperty('executionStats');
  expect(await explain({ find: 'v', filter: { b: 1 } })).toMatchObject({
    stages: [{ $cursor: { queryPlanner: { namespace: 't.c' } } }, { $match: { b: 1 }, nReturned: 1 }],
  });
});

test('what comes with it, by version, and what is refused', async () => {
  const find = { find: 'c' };
  expect(await explain(find, 'queryPlanner', '4.4')).toMatchObject({
    queryPlanner: { plannerVersion: 1 },
    serverInfo: { version: '4.4.0' },
  });
  expect(await explain(find, 'queryPlanner', '4.4')).not.toHaveProperty('explainVersion');
  expect(await explain(find, 'queryPlanner')).toMatchObject({
    explainVersion: '1',
    command: { find: 'c', $db: 't' },
  });
  expect(await run({ explain: find })).toHaveProperty(['executionStats', 'allPlansExecution']);
  expect(await explain(find, 'all', '4.4')).toMatchObject({ code: 9 });
  expect(await explain(find, 'all')).toMatchObject({ code: 2 });
  expect(await explain({ insert: 'c', documents: [] })).toMatchObject({ code: 20 });
  expect(await explain({ find: 'c', filter: { a: { $what: 1 } } })).toMatchObject({ code: 2 });
  expect(await run({ explain: 1 })).toMatchObject({ code: 14 });
});
