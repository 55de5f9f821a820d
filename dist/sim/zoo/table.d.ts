/** What a survey found, as a table a person can read, and as rows for a file. */
import type { Hunt } from './hunt.ts';
import type { Found } from './survey.ts';
export interface Figures {
    /** Seeds until it was found, for each range; null where it was not. */
    seeds: (number | null)[];
    seedsMedian: number | null;
    seedsWorst: number | null;
    secondsMedian: number;
    secondsWorst: number;
}
export interface Row {
    bug: string;
    /** Invariants that caught it, the most frequent first. */
    by: string[];
    swarm: Figures;
    /** Every seed drawn alike; absent when it was not asked for. */
    without?: Figures;
    strays: Hunt['strays'];
}
export declare function rowOf({ bug, hunts }: Found): Row;
export declare const isFoundEverywhere: (row: Row) => boolean;
export declare function printTable(rows: readonly Row[], limit: number): string;
export declare function printSummary(rows: readonly Row[], limit: number): string;
