/** Whether two runs can be compared at all: a figure says something of the code only when all else was the same. */
import type { LoadResult } from '../../harness/run/result.ts';
export interface Comparability {
    /** What makes any comparison of figures worthless. */
    barriers: string[];
    /** What differs as well, and may be the reason of a difference. */
    cares: string[];
}
export declare function comparability(before: LoadResult, after: LoadResult): Comparability;
