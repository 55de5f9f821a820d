import '../node/install.ts';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { ShrunkRow } from '../../harness/campaign/index.ts';
import shop from '../../scenarios/shop/index.ts';
import { drawPlan } from '../plan/draw.ts';
import type { RunResult } from '../result.ts';
import { resultWith } from '../testing/result-with.ts';
import { rowOf } from './results-file.ts';
import { Shrinker } from './shrinking.ts';

const of = { scenario: shop, file: path.resolve('groundhog.config.ts'), root: '.' };
const plan = { ...drawPlan(shop, 1, { size: 1 }), faults: [] };

function failed(message: string, subject = 'order ORD-1'): RunResult {
  const violation = { invariant: 'one-charge', atMs: 5, subject, message, story: [] };
  return resultWith({ verdict: 'violated', reason: message, endMs: 9, restedMs: 6, violations: [violation] });
}

/** What is shrunk of these failures, one after the other, where nothing simpler fails. */
async function shrunk(results: RunResult[], known?: string, earlier: RunResult[] = [], signal?: AbortSignal) {
  const rows: ShrunkRow[] = [];
  const rowFor = (result: RunResult) => rowOf(shop, result, undefined, 0);
  const passes = { ...failed(''), verdict: 'passed', violations: [] };
  const shrinker = new Shrinker(
    { of, bug: undefined, shrinkBudgetMs: 60_000, ...(known !== undefined && { known }) },
    {
      pool: { run: async () => passes } as never,
      lanes: 2,
      signal: signal ?? new AbortController().signal,
      onProgress() {},
      print() {},
      onShrunk: (row) => rows.push(row),
    },
  );
  for (const result of earlier) shrinker.skip(rowFor(result));
  for (const result of results) shrinker.add(plan, result, rowFor(result));
  await shrinker.done();
  return rows.map(({ failure }) => failure.message);
}

const all = [
  failed('charged 2 times'),
  failed('charged 3 times'),
  failed('never charged'),
  failed('gone', 'product p'),
];

test('the first failure of each kind is shrunk', async () => {
  expect(await shrunk(all)).toEqual(['charged 2 times', 'gone']);
});

test('where some are known, what says something else is shrunk too, so that none hides behind another', async () => {
  expect(await shrunk(all, 'known.json')).toEqual(['charged 2 times', 'never charged', 'gone']);
});

test('what an earlier life of the campaign has shrunk is not shrunk again', async () => {
  expect(await shrunk(all, undefined, [failed('charged 9 times')])).toEqual(['gone']);
});

test('after an interrupt none is begun', async () => {
  expect(await shrunk(all, undefined, [], AbortSignal.abort())).toEqual([]);
});
