/** A thread that explains a plan. It plants the bug, if any, before it loads the scenario. */
import { workerData } from 'node:worker_threads';
import type { Bug } from '../../../harness/scenario/bug.ts';
import { loadScenario } from '../../../harness/scenario/load.ts';
import { plant } from '../../bugs/plant.ts';
import { type Explained, explain } from '../../explain/explain.ts';
import type { Plan } from '../../plan/plan.ts';
import { type Failure, isOf } from '../../shrink/failure.ts';
import { type Flawed, flawed } from '../flawed.ts';

export interface ExplainSetup {
  scenario: string;
  root: string;
  bug: Bug | null;
}

export interface ExplainJob {
  plan: Plan;
  /** Which failure of the run is explained; absent: the first. */
  failure?: Failure | undefined;
}

export default async ({ plan, failure }: ExplainJob): Promise<Explained | Flawed> => {
  const { scenario: file, root, bug } = workerData as ExplainSetup;
  try {
    if (bug !== null) plant(bug, root);
    const { simulator } = await import('../../engine.ts');
    const of = await loadScenario(file);
    return await explain(of, await simulator(of), plan, failure && ((violation) => isOf(failure, violation)));
  } catch (error) {
    return flawed(error);
  }
};
