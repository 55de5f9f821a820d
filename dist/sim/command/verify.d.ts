import type { Plan } from '../plan/plan.ts';
import type { RunOptions, RunResult } from '../run.ts';
/**
 * With `verify`, a second run with the other way of draining must give the same hashes, and in it who started a chain of
 * work must be who runs it.
 */
export declare function runVerified(run: (plan: Plan, options: RunOptions) => Promise<RunResult>, plan: Plan, options: RunOptions, verify: boolean): Promise<RunResult>;
