/** The shards of a campaign as one: read row by row, kept as sums, so that ten million seeds fit. */
import { type CampaignHead, Distinct, type Ending } from '../../harness/campaign/index.ts';
import { Causes } from './causes.ts';
/** Distinct histories are counted for each so many seeds; a chart then joins neighbours. */
export declare const BLOCK = 100;
/** And the speed for each slice of time. */
export declare const SLICE_MS = 10000;
export interface ShardSum {
    head: CampaignHead;
    file: string;
    /** How many seeds it should run. */
    asked: number;
    seeds: number;
    failed: number;
    wallMs: number;
    /** Why it went no further; null when it does not say. */
    ended: Ending | null;
    /** Lines that cannot be read. */
    damaged: number;
}
export declare class Campaign {
    #private;
    readonly shards: ShardSum[];
    readonly causes: Causes;
    readonly verdicts: Map<string, number>;
    readonly characters: Map<string, {
        seeds: number;
        failed: number;
    }>;
    /** In how many seeds each kind of fault was injected, and how often in all. */
    readonly faults: Map<string, {
        seeds: number;
        times: number;
    }>;
    /** In how many seeds each state was reached. */
    readonly sometimes: Map<string, {
        says: string;
        seeds: number;
    }>;
    readonly histories: Distinct;
    /** Of each block of seeds, how many histories no seed before it had; the last may be short. */
    readonly newHistories: number[];
    /** What the runs came to together, in the scenario's words. */
    readonly counts: Record<string, number>;
    /** What they are of. */
    get countsOf(): string;
    /** Seeds and events that ended in each slice of time, over all shards, each from its own start. */
    readonly slices: {
        seeds: number;
        events: number;
    }[];
    seeds: number;
    virtualMs: number;
    wallMs: number;
    events: number;
    /** Throws `ResultsError` when the file is none of a campaign, of another one, or a shard that is here already. */
    add(file: string): void;
    get failed(): number;
    /** Seeds of all shards, those that are not here among them; null for as many as there is time for. */
    get asked(): number | null;
    /** Of those that were asked for. */
    get notRun(): number;
    /** The flags that all seeds were drawn by. */
    get flags(): readonly string[];
    /** The bug that was planted. */
    get bug(): string | undefined;
    get neverReached(): string[];
    /** Shards that were planned and are not here, as `2/16`. */
    get missing(): string[];
}
