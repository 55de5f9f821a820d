/** The same seeds in every way a seed can be run: all must give the same two hashes. */
import { spawn } from 'node:child_process';
import os from 'node:os';
import type { RunResult } from '../../sim/result.ts';
import { fileOf, SCENARIOS, type ScenarioName } from './scenarios.ts';
import { type Section, scaled } from './section.ts';
import { sim } from './sim.ts';

const FIRST = 50_000;
/** Fresh against warm is what most could go wrong with; the other ways are run for the first of these seeds. */
const SEEDS = 1000;
const SEEDS_OF_OTHER_WAYS = 200;

/** Keeps every core busy while `work` runs. */
async function underLoad<T>(work: () => Promise<T>): Promise<T> {
  const hogs = os.cpus().map(() => spawn(process.execPath, ['-e', 'for(;;);'], { stdio: 'ignore' }));
  try {
    return await work();
  } finally {
    for (const hog of hogs) hog.kill('SIGKILL');
  }
}

async function fresh(ofScenario: readonly string[], seeds: number): Promise<RunResult[]> {
  const all: RunResult[] = [];
  let next = 0;
  const lane = async () => {
    while (next < seeds) all.push(...(await sim([...ofScenario, '--seed', String(FIRST + next++)])).results);
  };
  await Promise.all(os.cpus().map(lane));
  return all.sort((a, b) => a.seed - b.seed);
}

type Mismatches = Record<string, { differ: number; of: number }>;

async function mismatchesOf(scenario: ScenarioName, scale: number): Promise<Mismatches> {
  const seeds = scaled(SEEDS, scale);
  const fewer = scaled(SEEDS_OF_OTHER_WAYS, scale);
  const ofScenario = ['--scenario', fileOf(scenario)];
  const warm = async (n: number, ...flags: string[]) =>
    (await sim([...ofScenario, '--seed', String(FIRST), '--runs', String(n), ...flags])).results;
  const ways: Record<string, () => Promise<RunResult[]>> = {
    fresh: () => fresh(ofScenario, seeds),
    'two workers': () => warm(fewer, '--workers', '2'),
    'other drain': () => warm(fewer, '--workers', '1', '--drain', 'immediate'),
    'under load': () => underLoad(() => warm(fewer, '--workers', '1')),
  };
  const reference = await warm(seeds, '--workers', '1');
  const mismatches: Mismatches = {};
  for (const [way, runAll] of Object.entries(ways)) {
    const results = await runAll();
    const differ = results.filter((r, i) => {
      const { traceHash, historyHash } = reference[i]!;
      return r.traceHash !== traceHash || r.historyHash !== historyHash;
    }).length;
    mismatches[way] = { differ, of: results.length };
    console.log(
      `  ${scenario.padEnd(6)} warm against ${way.padEnd(12)} ${differ} of ${results.length} differ`,
    );
  }
  return mismatches;
}

export const determinism: Section = {
  name: 'determinism',
  says: 'each seed of each scenario fresh, warm, in a worker, drained the other way, and under load: mismatches of hashes',
  async measure(scale) {
    const mismatches: Record<string, Mismatches> = {};
    for (const scenario of SCENARIOS) mismatches[scenario] = await mismatchesOf(scenario, scale);
    return { mismatches };
  },
};
