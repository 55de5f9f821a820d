/** Makes a thread or process ready to run plans of a scenario: the bug, if any, is planted before anything loads. */
import type { Bug } from '../../harness/scenario/bug.ts';
import { loadScenario, type ScenarioFile } from '../../harness/scenario/load.ts';
import { plant } from '../bugs/plant.ts';
import type { Simulate } from '../run.ts';

export interface Prepared {
  /** The file that exports the scenario, and its root. */
  scenario: string;
  root: string;
  bug: Bug | null;
}

/** What who is to run plans of a scenario is told; `name` is that of the bug. */
export const preparedFor = ({ scenario, file, root }: ScenarioFile, name: string | undefined): Prepared => ({
  ...{ scenario: file, root },
  bug: scenario.bugs?.find((bug) => bug.name === name) ?? null,
});

export interface Ready {
  of: ScenarioFile;
  simulate: Simulate;
}

/** Throws `ScenarioError` for what keeps any plan from being run. `how`: see `simulator`. */
export async function prepare(
  { scenario, root, bug }: Prepared,
  how?: { forDebugger: boolean },
): Promise<Ready> {
  if (bug !== null) plant(bug, root);
  const { simulator } = await import('../engine.ts');
  const of = await loadScenario(scenario);
  return { of, simulate: await simulator(of, how) };
}
