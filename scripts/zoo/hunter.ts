/**
 * A process that hunts one bug: it plants it, loads the shop once, and then runs seeds, as many as it is sent for.
 * One process for each bug, since a planted bug cannot be taken out again.
 */
import { findBug } from '../../sim/bugs/index.ts';
import { plant } from '../../sim/bugs/plant.ts';
import { jobsOf } from '../../sim/command/jobs.ts';
import { parseOptions } from '../../sim/command/options.ts';
import type { RunResult } from '../../sim/run.ts';

/** One history to run: what `npm run sim -- --seed` would. */
export interface Job {
  seed: number;
  swarm: boolean;
}

/** What there is to know of it, for a hunter. */
export type Told = Pick<RunResult, 'seed' | 'verdict' | 'reason' | 'wallMs'> & {
  /** Names of the invariants that it broke. */
  broken: string[];
};

plant(findBug(process.argv[2]!)!);
const { run } = await import('../../sim/engine.ts');

process.on('message', async ({ seed, swarm }: Job) => {
  const flags = ['--seed', String(seed), ...(swarm ? [] : ['--no-swarm'])];
  const plan = jobsOf(parseOptions(['node', 'sim', ...flags])).plan(0);
  const { verdict, reason, wallMs, violations } = await run(plan);
  const broken = [...new Set(violations.map((v) => v.invariant))];
  process.send!({ seed, verdict, reason, wallMs, broken } satisfies Told);
});
// An interrupt at the terminal reaches all; the one who sends the jobs decides what becomes of it.
process.on('SIGINT', () => {}).on('disconnect', () => process.exit());
