/** The figures of two runs side by side, and which of them are better or worse. */
import type { LoadResult } from '../../harness/run/result.ts';
export type Judgement = 'better' | 'worse' | 'same' | 'too few';
export interface Compared {
    name: string;
    unit: string;
    before: number;
    after: number;
    /** Of how much, whichever way; what is sorted by. */
    size: number;
    judgement: Judgement;
}
/** A smaller change is none. */
export declare const SAME_PERCENT = 5;
/** A percentile with fewer requests beyond it is the work of a few. */
export declare const BEYOND_LEAST = 10;
export declare function compareFigures(before: LoadResult, after: LoadResult): Compared[];
