/** What the simulator's own faults work with: they reach below the services. Read `harness/scenario/fault.ts` first. */
import { fault as anyFault, } from '../../harness/scenario/fault.js';
/** Lets a list of kinds hold kinds of different parameters; the plan keeps kind and parameters together. */
export const fault = (kind) => anyFault(kind);
