import type { Scenario } from '../../harness/scenario/scenario.ts';
import { type FaultKind } from '../faults/index.ts';
import type { Plan } from './plan.ts';
export interface DrawOptions {
    swarm?: boolean;
    /** Kinds of faults that may be drawn; an empty list makes a calm run. Absent: all. */
    faults?: readonly FaultKind[] | undefined;
    /** Of what the scenario counts its size in; absent: the usual. */
    size?: number | undefined;
    /** Absent: drawn with swarm, else the usual 3. */
    members?: number | undefined;
}
/** The plan of a seed. Equal arguments give equal plans, on any machine. */
export declare function drawPlan(scenario: Scenario, seed: number, options?: DrawOptions): Plan;
