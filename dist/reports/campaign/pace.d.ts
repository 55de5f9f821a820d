import { type Html } from '../page/html.ts';
import { type Campaign } from './merge.ts';
/** A stretch from where the one before it ends, and the sum of something within. */
export interface Stretch {
    end: number;
    length: number;
    sum: number;
}
/**
 * `sums[i]` is of what lies between i and i + 1 times `width`; the whole ends at `end`. Neighbours are joined so that
 * few remain. What is left over at the end, shorter than the others, is told with the last of them: of so little,
 * chance makes a spike.
 */
export declare function stretches(sums: readonly number[], width: number, end: number): Stretch[];
export declare function diversity({ newHistories, seeds }: Campaign): Html;
export declare function speed({ slices, shards, seeds, events }: Campaign): Html;
