import type { Bug } from '../../harness/scenario/bug.ts';
import type { Plan } from '../plan/plan.ts';
import type { RunResult } from '../run.ts';
import type { DrainMode } from '../world/drain.ts';
export interface WorkerSetup {
    /** The file that exports the scenario, and its root. */
    scenario: string;
    root: string;
    bug: Bug | null;
    drain: DrainMode;
    verify: boolean;
    /** Files to write events and logs to, for a single plan. */
    trace?: string | undefined;
    log?: string | undefined;
}
export interface WorkerJob {
    plan: Plan;
}
export default _default;
declare function _default({ plan }: WorkerJob): Promise<RunResult>;
