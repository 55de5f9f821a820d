/** Which seeds of a campaign are whose. */
import type { Shard } from './result.ts';
/** Each shard takes every n-th seed: together they run each once, and each alone runs through the whole range. */
export declare function partOf(first: number, runs: number, { index, of }: Shard): {
    count: number;
    seed: (i: number) => number;
    /** Which of them a seed is; -1 for one that is another's. */
    indexOf(seed: number): number;
};
