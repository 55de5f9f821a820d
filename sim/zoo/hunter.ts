/**
 * A process that hunts one bug: it plants it, loads the services once, and then runs seeds, as many as it is sent for.
 * One process for each bug, since a planted bug cannot be taken out again.
 */
import type { Bug } from '../../harness/scenario/bug.ts';
import { loadScenario, rootOf } from '../../harness/scenario/load.ts';
import { plant } from '../bugs/plant.ts';
import { flawed } from '../command/flawed.ts';
import type { RunResult } from '../result.ts';

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
const hunt = await ready().catch(flawed);

async function ready(): Promise<(job: Job) => Promise<Told>> {
  plant(JSON.parse(bug) as Bug, rootOf(file));
  const { drawPlan, simulator } = await import('../engine.ts');
  const of = await loadScenario(file);
  const simulate = await simulator(of);
  return async ({ seed, swarm }) => {
    const plan = drawPlan(of.scenario, seed, { swarm });
    const { verdict, reason, wallMs, violations } = await simulate(plan);
    const broken = [...new Set(violations.map((v) => v.invariant))];
    return { seed, verdict, reason, wallMs, broken };
  };
}

process.on('message', async (job: Job) => {
  process.send!(typeof hunt === 'function' ? await hunt(job).catch(flawed) : hunt);
});
// An interrupt at the terminal reaches all; the one who sends the jobs decides what becomes of it.
process.on('SIGINT', () => {}).on('disconnect', () => process.exit());
