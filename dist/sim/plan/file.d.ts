import type { Scenario } from '../../harness/scenario/scenario.ts';
import type { Plan } from './plan.ts';
export declare class PlanFileError extends Error {
}
/** A plan, and which code it was run with: together all that it takes to replay it. */
export interface SavedPlan extends Plan {
    /** The bug that was planted. */
    bug?: string;
    /** Absent in a plan written by hand, or saved outside of a repository. */
    commit?: string;
}
/** Throws `PlanFileError`, whose message is one line for a person. */
export declare function loadPlan(file: string, scenario: Scenario): SavedPlan;
