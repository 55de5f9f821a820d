import { ScenarioError } from '../../harness/scenario/load.ts';

/** A mistake in a scenario, as a thread or process tells another: an error would get there without its class. */
export interface Flawed {
  flaw: string;
}

/** For `catch`. Any other error is thrown again. */
export function flawed(error: unknown): Flawed {
  if (error instanceof ScenarioError) return { flaw: error.message };
  throw error;
}

/** What was told, unless that is a mistake: that is thrown, as the `ScenarioError` it was. */
export function unflawed<T extends object>(told: T | Flawed): T {
  if ('flaw' in told) throw new ScenarioError(told.flaw);
  return told;
}
