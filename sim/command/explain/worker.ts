/** A thread that records plans and says what happened in them. It plants the bug, if any, before it loads the scenario. */
import { workerData } from 'node:worker_threads';
import type { Bug } from '../../../harness/scenario/bug.ts';
import { loadScenario, type ScenarioFile } from '../../../harness/scenario/load.ts';
import { plant } from '../../bugs/plant.ts';
import { type Explained, explain } from '../../explain/index.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Simulate } from '../../run.ts';
import { type Failure, isOf } from '../../shrink/index.ts';
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
  /** It is recorded even if it passes. */
  whatever?: boolean;
}

const { scenario, root, bug } = workerData as ExplainSetup;

/** Gives what keeps any plan from being run, too. */
async function ready(): Promise<{ of: ScenarioFile; simulate: Simulate } | Flawed> {
  try {
    if (bug !== null) plant(bug, root);
    const { simulator } = await import('../../engine.ts');
    const of = await loadScenario(scenario);
    return { of, simulate: await simulator(of) };
  } catch (error) {
    return flawed(error);
  }
}

const loaded = await ready();

export default async ({ plan, failure, whatever }: ExplainJob): Promise<Explained | Flawed> => {
  if ('flaw' in loaded) return loaded;
  const of = failure && ((violation: Parameters<typeof isOf>[1]) => isOf(failure, violation));
  return explain(loaded.of, loaded.simulate, plan, { of, whatever });
};
