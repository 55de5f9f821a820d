/** Runs of other plans than one that failed, to see whether they fail, too. */
import type { Plan } from '../plan/plan.ts';
import type { RunResult } from '../result.ts';
import type { Failure } from '../shrink/index.ts';
import type { Pool } from './pool.ts';

/** Such a run takes no longer than the one that failed, but on a busy machine. */
const SLOWER = 5;
const LEAST_TIMEOUT_MS = 20_000;

/** `sought` is what each is asked for, which may be less than what the first failed of. */
export function trialBeside(pool: Pick<Pool, 'run'>, { wallMs }: RunResult) {
  const timeoutMs = Math.max(LEAST_TIMEOUT_MS, SLOWER * wallMs);
  return (plan: Plan, sought: Failure): Promise<RunResult> => pool.run(plan, sought, timeoutMs);
}
