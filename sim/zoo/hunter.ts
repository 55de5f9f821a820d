/**
 * A process that hunts one bug: it plants it, loads the services once, and then runs seeds, as many as it is sent for.
 * One process for each bug, since a planted bug cannot be taken out again.
 */
import type { Bug } from '../../harness/scenario/bug.ts';
import { loadScenario, rootOf } from '../../harness/scenario/load.ts';
import { plant } from '../bugs/plant.ts';
import type { RunResult } from '../run.ts';

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

const [file, bug] = process.argv.slice(2) as [string, string];
plant(JSON.parse(bug) as Bug, rootOf(file));
const { drawPlan, simulator } = await import('../engine.ts');
const found = await loadScenario(file);
const { scenario } = found;
const simulate = await simulator(found);

process.on('message', async ({ seed, swarm }: Job) => {
  const { verdict, reason, wallMs, violations } = await simulate(drawPlan(scenario, seed, { swarm }));
  const broken = [...new Set(violations.map((v) => v.invariant))];
  process.send!({ seed, verdict, reason, wallMs, broken } satisfies Told);
});
// An interrupt at the terminal reaches all; the one who sends the jobs decides what becomes of it.
process.on('SIGINT', () => {}).on('disconnect', () => process.exit());
