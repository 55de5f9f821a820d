/** Wildcard indexes: what they hold, when they serve, and that what is found by them is what a scan finds. */
import fc from 'fast-check';
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

const run = (cmd: Doc): Promise<Doc> => client.command('t', cmd);
const index = (key: Doc, more: Doc = {}) =>
  run({ createIndexes: 'c', indexes: [{ key, name: 'w', ...more }] });
const ids = async (filter: Doc, hint: Doc | string): Promise<unknown[]> => {
  const reply = await run({ find: 'c', filter, hint, projection: { _id: 1 }, batchSize: 1000 });
  expect(reply.errmsg, JSON.stringify(filter)).toBeUndefined();
  return ((reply.cursor as Doc).firstBatch as Doc[]).map(({ _id }) => Number(_id)).sort((a, b) => a - b);
};
/** The scan at the bottom of the plan. */
async function scan(filter: Doc): Promise<Doc> {
  const reply = await run({ explain: { find: 'c', filter }, verbosity: 'queryPlanner' });
  let plan = (reply.queryPlanner as Doc).winningPlan as Doc;
  while (plan.inputStage) plan = plan.inputStage as Doc;
  return plan;
}

test('it serves comparisons with values, at any path', async () => {
  await run({ insert: 'c', documents: [{ _id: 1, a: { b: 5 }, s: 'x' }] });
  await index({ '$**': 1 });
  expect(await scan({ 'a.b': 5 })).toMatchObject({
    stage: 'IXSCAN',
    indexName: 'w',
    indexBounds: { $_path: ['["a.b", "a.b"]'], 'a.b': ['[5, 5]'] },
  });
  expect(Object.keys((await scan({ 'a.b': 5 })).keyPattern as Doc)).toEqual(['$_path', 'a.b']);
  expect(await scan({ a: { $exists: true } })).toMatchObject({
    indexBounds: { $_path: ['["a", "a"]', '["a.", "a/")'], a: ['[MinKey, MaxKey]'] },
  });
  for (const filter of [{ s: { $gt: 'a' } }, { n: 1, s: { $in: ['x', 'y'] } }])
    expect(await scan(filter), JSON.stringify(filter)).toMatchObject({ stage: 'IXSCAN' });
  const others = [
    {},
    { a: { b: 5 } },
    { s: null },
    { s: { $ne: 'x' } },
    { s: { $exists: false } },
    { 'a.0': 1 },
    { _id: { $gt: 0 }, q: { $gte: null } },
  ];
  for (const filter of others) expect((await scan(filter)).indexName, JSON.stringify(filter)).not.toBe('w');
  expect(await run({ find: 'c', filter: { s: null }, hint: 'w' })).toMatchObject({
    codeName: 'NoQueryExecutionPlans',
  });
});

test('only what it was made for', async () => {
  await run({ insert: 'c', documents: [{ _id: 1, a: { b: 5, c: 6 }, s: 'x' }] });
  await index({ 'a.$**': 1 });
  expect(await scan({ 'a.b': 5 })).toMatchObject({ stage: 'IXSCAN' });
  expect(await scan({ s: 'x' })).toMatchObject({ stage: 'COLLSCAN' });
  await run({ dropIndexes: 'c', index: 'w' });
  await index({ '$**': 1 }, { wildcardProjection: { 'a.b': 1, _id: 1 } });
  expect(await scan({ 'a.b': 5 })).toMatchObject({ stage: 'IXSCAN' });
  expect(await scan({ 'a.c': 6 })).toMatchObject({ stage: 'COLLSCAN' });
  await run({ dropIndexes: 'c', index: 'w' });
  await index({ '$**': 1 }, { wildcardProjection: { 'a.b': 0 } });
  expect(await scan({ 'a.b': 5 })).toMatchObject({ stage: 'COLLSCAN' });
  expect(await scan({ 'a.c': 6 })).toMatchObject({ stage: 'IXSCAN' });
  // Below it something is left out.
  expect(await scan({ a: { $exists: true } })).toMatchObject({ stage: 'COLLSCAN' });
});

test.each<[code: number, key: Doc, more: Doc]>([
  [67, { '$**': 1 }, { unique: true }],
  [67, { '$**': 1 }, { sparse: true }],
  [67, { '$**': 1 }, { expireAfterSeconds: 5 }],
  [67, { '$**': 'hashed' }, {}],
  [67, { $a: 1 }, {}],
  [67, { '$**': 1, a: 1 }, {}],
  [2, { a: 1 }, { wildcardProjection: { b: 1 } }],
  [9, { 'a.$**': 1 }, { wildcardProjection: { b: 1 } }],
  [9, { '$**': 1 }, { wildcardProjection: {} }],
])('refused with code %i: %j with %j', async (code, key, more) => {
  await run({ create: 'c' });
  expect(Number((await index(key, more)).code)).toBe(code);
});

test('by the index the same is found as without, as documents come, change and go', async () => {
  const leaf = fc.constantFrom(1, 2, 'x', 'y', null, true);
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('value'), { maxLength: 3 }), tie('doc')),
    doc: fc.dictionary(fc.constantFrom('a', 'b'), tie('value'), { maxKeys: 2 }),
  }));
  const docs = fc.array(fc.dictionary(fc.constantFrom('a', 'b'), value, { maxKeys: 2 }), {
    minLength: 1,
    maxLength: 12,
  });
  const path = fc.constantFrom('a', 'b', 'a.a', 'a.b', 'b.a.b');
  const test = fc.oneof(
    fc.constantFrom(1, 2, 'x', true),
    fc.constantFrom(
      { $gt: 1 },
      { $lte: 'x' },
      { $exists: true },
      { $in: [1, 'y'] },
      { $ne: null },
      { $type: 'array' },
    ),
  );
  let served = 0;
  await fc.assert(
    fc.asyncProperty(
      docs,
      docs,
      fc.array(fc.tuple(path, test), { minLength: 4, maxLength: 8 }),
      async (first, then, tests) => {
        await run({ drop: 'c' });
        await run({ insert: 'c', documents: first.map((doc, _id) => ({ ...doc, _id })) });
        await index({ '$**': 1 });
        for (const [_id, doc] of then.entries())
          await run({ update: 'c', updates: [{ q: { _id }, u: doc, upsert: true }] });
        await run({ delete: 'c', deletes: [{ q: { _id: 1 }, limit: 1 }] });
        for (const [field, wanted] of tests) {
          const filter = { [field]: wanted };
          if ((await scan(filter)).indexName !== 'w') continue;
          served++;
          expect(await ids(filter, 'w'), JSON.stringify(filter)).toEqual(await ids(filter, { $natural: 1 }));
        }
      },
    ),
    { numRuns: 25, seed: 17 },
  );
  expect(served).toBeGreaterThan(50);
});
