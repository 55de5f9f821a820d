import type { Plan } from '../plan/plan.ts';
import type { RunResult } from '../result.ts';
import type { RunOptions } from '../run.ts';
import type { DrainMode } from '../world/drain.ts';

/**
 * With `verify`, a second run with the other way of draining must give the same hashes, and in it who started a chain of
 * work must be who runs it.
 */
export async function runVerified(
  run: (plan: Plan, options: RunOptions) => Promise<RunResult>,
  plan: Plan,
  options: RunOptions,
  verify: boolean,
): Promise<RunResult> {
  const result = await run(plan, options);
  if (!verify) return result;
  const drain: DrainMode = options.drain === 'immediate' ? 'tick' : 'immediate';
  const again = await run(plan, { drain, checkOwners: true });
  if (again.verdict === 'escaped') return again;
  if (again.traceHash === result.traceHash && again.historyHash === result.historyHash) return result;
  return {
    ...result,
    verdict: 'nondeterministic',
    reason: `drained by ${drain} it gives trace ${again.traceHash} and history ${again.historyHash}`,
  };
}
