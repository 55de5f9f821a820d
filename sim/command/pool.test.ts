import '../node/install.ts';
import { expect, test } from 'vitest';
import { ScenarioError } from '../../harness/scenario/load.ts';
import shop from '../../scenarios/shop/index.ts';
import type { Plan } from '../plan/plan.ts';
import type { RunResult } from '../result.ts';
import { inPool, Pool } from './pool.ts';

const worker = new URL('./testing/worker.mjs', import.meta.url);
// Long enough for a worker of a busy machine to load.
const of = { scenario: shop, file: 'shop.ts', root: '.' };
const options = { of, workers: 2, drain: 'tick' as const, verify: false, seedTimeoutMs: 5000 };
const jobs = { count: 8, plan: (index: number) => ({ seed: index }) as Plan };

async function run(signal: AbortSignal, isDone = (_index: number) => false, count = jobs.count) {
  const results: RunResult[] = [];
  const pool = new Pool(options, worker);
  await inPool(
    pool,
    { ...jobs, count },
    options.workers,
    (_plan, result) => void results.push(result),
    signal,
    isDone,
  );
  await pool.close();
  return results.sort((a, b) => a.seed - b.seed);
}

test('a worker that dies, throws or hangs costs its seed only', async () => {
  const results = await run(new AbortController().signal);
  expect(results.map(({ seed }) => seed)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(results.filter(({ verdict }) => verdict === 'passed').map(({ seed }) => seed)).toEqual([
    0, 4, 5, 6, 7,
  ]);
  expect(results[1]).toMatchObject({ verdict: 'crashed', reason: expect.stringMatching(/worker died.*9/s) });
  expect(results[2]).toMatchObject({ verdict: 'crashed', reason: expect.stringContaining('no such luck') });
  expect(results[3]).toMatchObject({
    verdict: 'crashed',
    reason: expect.stringMatching(/^hung: no end after 5 s of wall time; .*--trace/),
  });
});

test('what is done already is not run again', async () => {
  const results = await run(new AbortController().signal, (index) => index !== 5);
  expect(results.map(({ seed }) => seed)).toEqual([5]);
});

test('once stopped, no other seed begins', async () => {
  expect(await run(AbortSignal.abort())).toEqual([]);
});

test('a shard without a seed has run at once', async () => {
  expect(await run(new AbortController().signal, () => false, 0)).toEqual([]);
});

test('what keeps every plan from being run is told by its class, and is no verdict', async () => {
  const pool = new Pool({ ...options, workers: 1, seedTimeoutMs: 60_000, of: { ...of, file: 'nowhere.ts' } });
  await expect(pool.run(jobs.plan(1))).rejects.toThrow(new ScenarioError('there is no scenario nowhere.ts'));
  await pool.close();
});
