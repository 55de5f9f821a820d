/** A planned fault on the heap: it begins and ends in its time, or at heal, and says so in the trace and to stories. */
import type { FaultMoment } from '../../harness/invariants/index.ts';
import type { PlannedFault } from '../plan/plan.ts';
import type { FaultKind, FaultTools } from './fault.ts';
export declare class ScheduledFault {
    #private;
    constructor(number: number, planned: PlannedFault, kind: FaultKind, tools: Omit<FaultTools, 'strikes'>, onMoment: (moment: FaultMoment) => void);
    /** Ends it if it is in force; if it has not begun, it never will. */
    heal(): void;
}
