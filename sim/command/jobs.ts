/** The histories a command asks for: one saved plan, or the plans of a range of seeds, or one shard's part of them. */
import type { Shard } from '../../harness/campaign/index.ts';
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
  if (options.plan !== undefined) {
    const plan = loadPlan(options.plan);
    return { count: 1, seed: () => plan.seed, plan: () => plan };
  }
  const { swarm, orders, faults, members } = options;
  const { count, seed } = partOf(options.seed, options.runs, options.shard);
  return { count, seed, plan: (index) => drawPlan(seed(index), { swarm, orders, faults, members }) };
}

/** Each shard takes every n-th seed: together they run each once, and each alone runs through the whole range. */
export function partOf(first: number, runs: number, { index, of }: Shard) {
  return {
    count: Math.max(0, Math.ceil((runs - (index - 1)) / of)),
    seed: (i: number): number => first + index - 1 + i * of,
    /** Which job a seed is. */
    indexOf: (seed: number): number => (seed - first - (index - 1)) / of,
  };
}
