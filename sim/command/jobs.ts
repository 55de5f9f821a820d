/** The histories a command asks for: one saved plan, or the plans of a range of seeds, or one shard's part of them. */
import { partOf } from '../../harness/campaign/index.ts';
import { branchOf } from '../plan/branch.ts';
import { drawPlan } from '../plan/draw.ts';
import { loadPlan, type SavedPlan } from '../plan/file.ts';
import type { Options } from './options.ts';

export interface Jobs {
  count: number;
  seed(index: number): number;
  /** The plan of job `index`, from 0: drawn when asked for, so that a million seeds cost no memory. */
  plan(index: number): SavedPlan;
}

export function jobsOf(options: Options): Jobs {
  const { scenario } = options.of;
  const inFuture = (plan: SavedPlan) => (options.branch ? branchOf(plan, scenario, options.branch) : plan);
  if (options.plan !== undefined) {
    const plan = inFuture(loadPlan(options.plan, scenario));
    return { count: 1, seed: () => plan.seed, plan: () => plan };
  }
  const { swarm, size, faults, members, serverVersion } = options;
  const { count, seed } = partOf(options.seed, options.runs, options.shard);
  const how = { swarm, size, faults, members, serverVersion };
  const draw = (index: number) => drawPlan(scenario, seed(index), how);
  return { count, seed, plan: (index) => inFuture(draw(index)) };
}
