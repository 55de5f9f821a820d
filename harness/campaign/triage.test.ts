import { expect, test } from 'vitest';
import type { SeedRow, ShrunkRow } from './result.ts';
import { failedOf, headOf, rowOf, shrunkOf } from './testing/rows.ts';
import { seedsOf } from './told.ts';
import { Triage } from './triage.ts';

const head = headOf();

function triageOf(rows: SeedRow[], shrunk: ShrunkRow[]) {
  const triage = new Triage();
  for (const row of rows) triage.add(row, head);
  for (const row of shrunk) triage.addShrunk(row, head, 'results/a.jsonl');
  return triage.groups().map((group) => [group.fingerprint, seedsOf(group), group.examples]);
}

test('of one kind and one fingerprint, all others are taken for the same, and it is said how many', () => {
  const rows = [failedOf(3), failedOf(5), failedOf(8)];
  expect(triageOf(rows, [shrunkOf(rows[0]!, 'a1')])).toEqual([
    ['a1', '3 seeds, 2 of them not shrunk', [3, 5, 8]],
  ]);
});

test('those that were shrunk are what they are; of another, where they are several, only the kind is known', () => {
  const rows = [failedOf(3), failedOf(5), failedOf(8), failedOf(9)];
  const shrunk = [shrunkOf(rows[0]!, 'a1'), shrunkOf(rows[1]!, 'b2'), shrunkOf(rows[2]!, 'a1')];
  expect(triageOf(rows, shrunk)).toEqual([
    ['a1', '2 seeds', [3, 8]],
    [null, '1 seed, not shrunk', [9]],
    ['b2', '1 seed', [5]],
  ]);
});

test('what says the same as one that was shrunk is taken for it rather than for another of its kind', () => {
  const rows = [failedOf(3), failedOf(5, 'was charged and never told'), failedOf(8), failedOf(9, 'gone')];
  const shrunk = [shrunkOf(rows[0]!, 'a1'), shrunkOf(rows[1]!, 'b2')];
  expect(triageOf(rows, shrunk)).toEqual([
    ['a1', '2 seeds, 1 of them not shrunk', [3, 8]],
    [null, '1 seed, not shrunk', [9]],
    ['b2', '1 seed', [5]],
  ]);
});

test('of another verdict, or of another kind of subject, nothing is taken for the same', () => {
  const failure = { invariant: null, subject: null, message: 'not at rest: order ORD-1', more: 0 };
  const stuck = rowOf(4, { verdict: 'stuck', failure });
  const ofProduct = failedOf(6);
  ofProduct.failure!.subject = 'product p';
  const rows = [failedOf(3), stuck, ofProduct];
  expect(triageOf(rows, [shrunkOf(rows[0]!, 'a1')])).toEqual([
    [null, '1 seed, not shrunk', [6]],
    [null, '1 seed, not shrunk', [4]],
    ['a1', '1 seed', [3]],
  ]);
});
