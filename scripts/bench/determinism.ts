/** The same seeds in every way a seed can be run: all must give the same two hashes. */
import { spawn } from 'node:child_process';
import os from 'node:os';
import type { RunResult } from '../../sim/run.ts';
import { type Section, scaled } from './section.ts';
import { sim } from './sim.ts';

const FIRST = 50_000;

/** Keeps every core busy while `work` runs. */
async function underLoad<T>(work: () => Promise<T>): Promise<T> {
  const hogs = os.cpus().map(() => spawn(process.execPath, ['-e', 'for(;;);'], { stdio: 'ignore' }));
  try {
    return await work();
  } finally {
    for (const hog of hogs) hog.kill('SIGKILL');
  }
}

async function fresh(seeds: number): Promise<RunResult[]> {
  const all: RunResult[] = [];
  let next = 0;
  const lane = async () => {
    while (next < seeds) all.push(...(await sim(['--seed', String(FIRST + next++)])).results);
  };
  await Promise.all(os.cpus().map(lane));
  return all.sort((a, b) => a.seed - b.seed);
}

export const determinism: Section = {
  name: 'determinism',
  says: 'each seed fresh, warm, in a worker, drained the other way, and under load: mismatches of hashes',
  async measure(scale) {
    const seeds = scaled(200, scale);
    const seedsAsked = ['--seed', String(FIRST), '--runs', String(seeds)];
    const range = [...seedsAsked, '--workers', '1'];
    const ways: Record<string, () => Promise<RunResult[]>> = {
      warm: async () => (await sim(range)).results,
      fresh: () => fresh(seeds),
      worker: async () => (await sim([...seedsAsked, '--workers', '2'])).results,
      'other drain': async () => (await sim([...range, '--drain', 'immediate'])).results,
      'under load': () => underLoad(async () => (await sim(range)).results),
    };
    const reference = await ways.warm!();
    const mismatches: Record<string, number> = {};
    for (const [way, runAll] of Object.entries(ways)) {
      if (way === 'warm') continue;
      const results = await runAll();
      mismatches[way] = reference.filter((r, i) => {
        const other = results[i];
        return other?.traceHash !== r.traceHash || other.historyHash !== r.historyHash;
      }).length;
      console.log(`  warm against ${way.padEnd(12)} ${mismatches[way]} of ${seeds} differ`);
    }
    return { seeds, mismatches };
  },
};
