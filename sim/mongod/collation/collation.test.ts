/** Strings compared by a language's rules: in the order of Intl, by keys of the same order, and by each command. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startAlone } from '../alone.ts';
import type { Doc } from '../bson/values.ts';
import type { Member } from '../index.ts';
import { Client } from '../recordings/client.ts';
import { Collation } from './collation.ts';
import { parseCollation } from './spec.ts';

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
});

const run = (cmd: Doc): Promise<Doc> => client.command('t', cmd);
const batch = async (cmd: Doc): Promise<Doc[]> =>
  ((await run(cmd)) as { cursor: { firstBatch: Doc[] } }).cursor.firstBatch;
const find = async (more: Doc): Promise<unknown[]> =>
  (await batch({ find: 'c', ...more })).map((d) => Number(d._id));
const insert = (...values: unknown[]): Promise<Doc> =>
  run({ insert: 'c', documents: values.map((v, i) => ({ _id: i + 1, v })) });

const EN2 = { locale: 'en', strength: 2 };
const of = (more: Doc): Collation => new Collation(parseCollation({ locale: 'en', ...more }, false)!);

test('strength says which differences count', () => {
  const [one, two, three] = [1, 2, 3].map((strength) => of({ strength }));
  expect([one, two, three].map((c) => c!.equal('cafe', 'CAFÉ'))).toEqual([true, false, false]);
  expect([one, two, three].map((c) => c!.equal('cafe', 'CAFE'))).toEqual([true, true, false]);
  expect(of({ strength: 1, caseLevel: true }).equal('cafe', 'CAFE')).toBe(false);
  expect(of({ strength: 1, caseLevel: true }).equal('cafe', 'café')).toBe(true);
  expect(of({ strength: 2, caseLevel: true }).equal('cafe', 'café')).toBe(false);
  expect(of({ strength: 2, caseLevel: true }).equal('a', 'A')).toBe(false);
});

test('numbers by their value, punctuation left out, capitals first, accents from the end', () => {
  const sorted = (c: Collation, ...words: string[]): string[] => words.sort((a, b) => c.compare(a, b));
  expect(sorted(of({ numericOrdering: true }), 'a10', 'a9', 'a1')).toEqual(['a1', 'a9', 'a10']);
  expect(of({ alternate: 'shifted' }).equal('black-bird', 'blackbird')).toBe(true);
  expect(of({}).equal('black-bird', 'blackbird')).toBe(false);
  expect(sorted(of({ caseFirst: 'upper' }), 'a', 'A')).toEqual(['A', 'a']);
  expect(sorted(of({ caseFirst: 'lower' }), 'A', 'a')).toEqual(['a', 'A']);
  expect(sorted(of({ locale: 'fr' }), 'côte', 'coté')).toEqual(['coté', 'côte']);
  expect(sorted(of({ locale: 'fr_CA' }), 'coté', 'côte')).toEqual(['côte', 'coté']);
  expect(sorted(of({ locale: 'sv' }), 'ö', 'z')).toEqual(['z', 'ö']);
  expect(sorted(of({ locale: 'de@collation=phonebook' }), 'az', 'ä')).toEqual(['ä', 'az']);
});

test('a locale brings its own defaults', () => {
  expect(parseCollation({ locale: 'en_US' }, false)).toEqual({
    locale: 'en_US',
    caseLevel: false,
    caseFirst: 'off',
    strength: 3,
    numericOrdering: false,
    alternate: 'non-ignorable',
    maxVariable: 'punct',
    normalization: false,
    backwards: false,
    version: '57.1',
  });
  expect(parseCollation({ locale: 'da' }, false)).toMatchObject({ caseFirst: 'upper' });
  expect(parseCollation({ locale: 'th' }, false)).toMatchObject({
    alternate: 'shifted',
    normalization: true,
  });
  expect(parseCollation({ locale: 'fr_CA' }, false)).toMatchObject({ backwards: true });
  expect(parseCollation({ locale: 'simple' }, false)).toBeUndefined();
});

test('what is no collation is refused by its code, which newer servers have changed', () => {
  const codes = (given: Doc): unknown[] =>
    [false, true].map((generated) => {
      try {
        parseCollation(given, generated);
        return undefined;
      } catch (error) {
        return (error as { code: number }).code;
      }
    });
  expect(codes({ strength: 2 })).toEqual([4, 40414]);
  expect(codes({ locale: 5 })).toEqual([14, 14]);
  expect(codes({ locale: 'xx' })).toEqual([2, 2]);
  expect(codes({ locale: 'en_GB' })).toEqual([2, 2]);
  expect(codes({ locale: 'en', strength: 6 })).toEqual([9, 2]);
  expect(codes({ locale: 'en', caseFirst: 'no' })).toEqual([9, 2]);
  expect(codes({ locale: 'en', what: 1 })).toEqual([9, 40415]);
  expect(codes({ locale: 'en', caseFirst: 'upper', strength: 2 })).toEqual([2, 2]);
  expect(codes({ locale: 'fr_CA', strength: 1 })).toEqual([2, 2]);
  expect(codes({ locale: 'en', version: '1' })).toEqual([161, 161]);
});

test('keys are in the order of the strings, in whatever order these are met', () => {
  const words = Array.from(
    { length: 3000 },
    (_, i) => `${'aÀbBz'[i % 5]}${(i * 7919) % 3000}${'éeE'[i % 3]}`,
  );
  const rising = words.toSorted();
  for (const met of [words, rising, rising.toReversed(), rising.flatMap((w, i) => [w, rising.at(-1 - i)!])]) {
    const collation = of({ strength: 2 });
    const keys = new Map(met.map((w) => [w, collation.keyOf(w)]));
    const sorted = words.toSorted((a, b) => collation.compare(a, b));
    const wrong = sorted.slice(1).filter((word, i) => {
      const [a, b] = [keys.get(sorted[i]!)!, keys.get(word)!];
      return Math.sign(collation.compare(sorted[i], word)) !== (a < b ? -1 : a > b ? 1 : 0);
    });
    expect(wrong).toEqual([]);
  }
});

test('keys stay short where one after the other comes in between', () => {
  const collation = of({});
  for (const ends of ['a', 'z']) collation.keyOf(ends);
  let longest = 0;
  for (let i = 0; i < 20_000; i++) longest = Math.max(longest, collation.keyOf(`m${100_000 + i}`).length);
  for (let i = 0; i < 20_000; i++) longest = Math.max(longest, collation.keyOf(`k${900_000 - i}`).length);
  expect(longest).toBeLessThan(30);
});

test('queries, sorts, counts, distinct, updates and deletes go by it', async () => {
  await insert('a', 'B', 'A', 'b', 5);
  expect(await find({ filter: { v: 'A' } })).toEqual([3]);
  expect(await find({ filter: { v: 'A' }, collation: EN2 })).toEqual([1, 3]);
  expect(await find({ filter: { v: { $in: ['b'] } }, collation: EN2 })).toEqual([2, 4]);
  expect(await find({ filter: { v: { $gt: 'a' } }, collation: EN2 })).toEqual([2, 4]);
  expect(await find({ filter: { v: { $ne: 'a' } }, collation: EN2 })).toEqual([2, 4, 5]);
  expect(await find({ filter: { $expr: { $eq: ['$v', 'a'] } }, collation: EN2 })).toEqual([1, 3]);
  expect(await find({ sort: { v: 1, _id: 1 }, collation: EN2 })).toEqual([5, 1, 3, 2, 4]);
  expect(await find({ sort: { v: 1 } })).toEqual([5, 3, 2, 1, 4]);
  expect(await run({ count: 'c', query: { v: 'A' }, collation: EN2 })).toMatchObject({ n: { value: 2 } });
  expect((await run({ distinct: 'c', key: 'v', collation: EN2 })).values).toHaveLength(3);
  expect(
    (await batch({ aggregate: 'c', pipeline: [{ $group: { _id: '$v' } }], cursor: {}, collation: EN2 }))
      .length,
  ).toBe(3);
  const updates = [{ q: { v: 'A' }, u: { $set: { n: 1 } }, multi: true, collation: EN2 }];
  expect(await run({ update: 'c', updates })).toMatchObject({ nModified: { value: 2 } });
  expect(await run({ delete: 'c', deletes: [{ q: { v: 'b' }, limit: 0, collation: EN2 }] })).toMatchObject({
    n: { value: 2 },
  });
  const changed = await run({
    findAndModify: 'c',
    query: { v: 'A' },
    update: { $set: { n: 2 } },
    collation: EN2,
  });
  expect(changed.value).toMatchObject({ v: 'a' });
});

test('arrays in updates go by it too', async () => {
  await run({ insert: 'c', documents: [{ _id: 1, v: ['a', 'B'] }] });
  const update = (u: Doc): Promise<Doc> => run({ update: 'c', updates: [{ q: {}, u, collation: EN2 }] });
  await update({ $addToSet: { v: 'A' } });
  await update({ $pull: { v: 'b' } });
  expect(await batch({ find: 'c' })).toMatchObject([{ v: ['a'] }]);
});

test('an index serves only queries that compare strings as it does, and is unique as it does', async () => {
  await run({
    createIndexes: 'c',
    indexes: [
      { key: { v: 1 }, name: 'v', unique: true, collation: EN2 },
      { key: { v: 1 }, name: 'simple' },
    ],
  });
  await insert('b', 'a');
  const duplicate = await run({ insert: 'c', documents: [{ v: 'A' }] });
  expect(duplicate).toMatchObject({
    writeErrors: [{ code: { value: 11000 }, keyPattern: { v: { value: 1 } }, collation: EN2_FULL }],
  });
  expect((duplicate.writeErrors as Doc[])[0]!.errmsg).toContain('dup key: { v: 0x41 }');
  expect(await find({ filter: { v: 'A' }, collation: EN2 })).toEqual([2]);
  expect(await find({ filter: { v: 'A' } })).toEqual([]);
  expect(await find({ filter: { v: 'A' }, hint: 'v' })).toEqual([]);
  expect(await find({ sort: { v: 1 }, collation: EN2 })).toEqual([2, 1]);
  // An upsert that meets its own key is an update.
  const upsert = { q: { v: 'B' }, u: { $set: { n: 1 } }, upsert: true, collation: EN2 };
  expect(await run({ update: 'c', updates: [upsert] })).toMatchObject({
    n: { value: 1 },
    nModified: { value: 1 },
  });
});

const EN2_FULL = { locale: 'en', strength: { value: 2 }, version: '57.1' };

test('a collection has a default, which its indexes, queries and validator take', async () => {
  const validator = { v: { $ne: 'bad' } };
  expect(await run({ create: 'c', collation: EN2, validator })).toMatchObject({ ok: { value: 1 } });
  await run({
    createIndexes: 'c',
    indexes: [
      { key: { v: 1 }, name: 'v' },
      { key: { w: 1 }, name: 'w', collation: { locale: 'simple' } },
    ],
  });
  expect(await batch({ listCollections: 1 })).toMatchObject([
    { options: { collation: EN2_FULL }, idIndex: { collation: EN2_FULL } },
  ]);
  const indexes = await batch({ listIndexes: 'c' });
  expect(indexes.map((i) => [i.name, i.collation !== undefined])).toEqual([
    ['_id_', true],
    ['v', true],
    ['w', false],
  ]);
  await insert('a', 'A');
  expect(await find({ filter: { v: 'a' } })).toEqual([1, 2]);
  expect(await find({ filter: { v: 'a' }, collation: { locale: 'simple' } })).toEqual([1]);
  expect(await run({ insert: 'c', documents: [{ v: 'BAD' }] })).toMatchObject({
    writeErrors: [{ code: { value: 121 } }],
  });
  await run({ insert: 'c', documents: [{ _id: 'x' }] });
  expect(await run({ insert: 'c', documents: [{ _id: 'X' }] })).toMatchObject({
    writeErrors: [{ code: { value: 11000 } }],
  });
  expect(await batch({ find: 'c', filter: { _id: 'X' } })).toMatchObject([{ _id: 'x' }]);
});

test('what is joined is joined by it', async () => {
  await insert('a', 'b');
  await run({ insert: 'd', documents: [{ _id: 1, v: 'A' }] });
  const lookup = { from: 'd', localField: 'v', foreignField: 'v', as: 'd' };
  const joined = await batch({ aggregate: 'c', pipeline: [{ $lookup: lookup }], cursor: {}, collation: EN2 });
  expect(joined.map((d) => (d.d as Doc[]).length)).toEqual([1, 0]);
});
