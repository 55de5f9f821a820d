/** A thread that records plans and says what happened in them. It plants the bug, if any, before it loads the scenario. */
import { workerData } from 'node:worker_threads';
import { type Explained, explain } from '../../explain/index.ts';
import type { Plan } from '../../plan/plan.ts';
import { type Failure, isOf } from '../../shrink/index.ts';
import { type Flawed, flawed } from '../flawed.ts';
import { type Prepared, prepare } from '../prepare.ts';

export interface ExplainJob {
  plan: Plan;
  /** Which failure of the run is explained; absent: the first. */
  failure?: Failure | undefined;
  /** It is recorded even if it passes. */
  whatever?: boolean;
}

/** What keeps any plan from being run is given, too. */
const loaded = await prepare(workerData as Prepared).catch(flawed);

export default async ({ plan, failure, whatever }: ExplainJob): Promise<Explained | Flawed> => {
  if ('flaw' in loaded) return loaded;
  const of = failure && ((violation: Parameters<typeof isOf>[1]) => isOf(failure, violation));
  return explain(loaded.of, loaded.simulate, plan, { of, whatever });
};
