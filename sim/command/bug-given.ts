/** The bug that `--bug` names. */
import { bugNamed } from '../../harness/scenario/find-bug.ts';
import type { Scenario } from '../../harness/scenario/scenario.ts';

/** Beside a plan's own bug, so that it can be run without. */
export const NO_BUG = 'none';

/** Throws for a bug that the scenario does not have. */
export const bugGiven = (scenario: Scenario, text: string): string =>
  text === NO_BUG ? text : bugNamed(scenario, text).name;
