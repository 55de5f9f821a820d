/** Corners of queries and pipelines, without a server around them. */
import { ObjectId } from 'bson';
import { expect, test } from 'vitest';
import { compileGroup } from './group.ts';
import { compileFilter } from './match.ts';
import { compileUpdate } from './update/update.ts';
import { upsertBase } from './update/upsert.ts';

test('$elemMatch finds a DBRef by its fields, and a filter has them as fields', () => {
  const id = new ObjectId();
  const refs = (ref: string) => ({
    l: [
      { $ref: ref, $id: id },
      { $ref: 'other', $id: new ObjectId() },
    ],
  });
  const filter = compileFilter({ l: { $elemMatch: { $ref: 'c', $id: id } } });
  expect(filter(refs('c'))).toBe(true);
  expect(filter(refs('d'))).toBe(false);
  expect(compileFilter({ $id: id })({ $ref: 'c', $id: id })).toBe(true);
  expect(() => compileFilter({ $refs: 1 })).toThrow('unknown top level operator');
});

test('$pull takes nothing from what is no array, in an upsert neither', () => {
  const filter = { a: 1 };
  const now = () => new Date(0);
  const update = compileUpdate({ $pull: { a: 1 } }, { filter, vars: {}, now, clusterTime: () => null });
  expect(() => update.apply(upsertBase(filter, false), true)).toThrow('Cannot apply $pull to a non-array');
});

test.each(['$push', '$addToSet'])('%s in $group has a limit of memory', (op) => {
  const large = 'x'.repeat(1024 * 1024);
  const group = compileGroup({ _id: null, all: { [op]: '$s' } }, {});
  const docs = (n: number) => Array.from({ length: n }, (_, i) => ({ s: [i, large] }));
  expect([...group(docs(50))]).toHaveLength(1);
  expect(() => [...group(docs(100))]).toThrow(expect.objectContaining({ code: 146 }));
});
