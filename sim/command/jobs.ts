/** The histories a command asks for: one saved plan, or the plans of a range of seeds. */
import { drawPlan } from '../plan/draw.ts';
import { loadPlan } from '../plan/file.ts';
import type { Plan } from '../plan/plan.ts';
import type { Options } from './options.ts';

export interface Jobs {
  count: number;
  /** The plan of job `index`, from 0: drawn when asked for, so that a million seeds cost no memory. */
  plan(index: number): Plan;
}

export function jobsOf(options: Options): Jobs {
  if (options.plan !== undefined) {
    const plan = loadPlan(options.plan);
    return { count: 1, plan: () => plan };
  }
  const { seed, swarm, orders, faults, members } = options;
  return { count: options.runs, plan: (index) => drawPlan(seed + index, { swarm, orders, faults, members }) };
}
