/** What nothing excuses any more once all faults are over. A request counts that was sent after that. */
import type { Invariant } from '../invariant.ts';
export interface AtRest {
    /** What the last fault has broken may take this long to mend: a database without a primary elects one. By default 0. */
    afterMs?: number;
}
/** `ofKinds`: only these kinds of request; by default all. */
export declare const noServerErrorAtRest: ({ ofKinds, ...when }?: AtRest & {
    ofKinds?: readonly string[];
}) => Invariant;
export declare const answeredAtRest: (when?: AtRest) => Invariant;
