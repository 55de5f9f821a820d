import type { Bug } from '../../harness/scenario/bug.ts';
import type { Job, Told } from './hunter.ts';
export interface Range {
    first: number;
    limit: number;
}
/** What a hunt through one range came to. */
export interface Hunt {
    swarm: boolean;
    first: number;
    /** How many seeds it took; null when the range held none that shows the bug. */
    seeds: number | null;
    /** Time in the simulator, loading the process not counted. */
    seconds: number;
    /** The expected invariants that the last seed broke. */
    by: string[];
    /** Seeds that failed in another way: not what is looked for, but not right either. */
    strays: {
        seed: number;
        how: string;
    }[];
}
/** Runs one history; a stand-in for tests. */
export type RunSeed = (job: Job) => Promise<Told>;
export declare function huntIn(bug: Bug, { first, limit }: Range, swarm: boolean, run: RunSeed, signal: AbortSignal, onSeed: () => void): Promise<Hunt>;
/**
 * A process of its own in which the bug is planted. It comes back when it dies, or hangs and is ended: the seed is told
 * as one that crashed.
 */
export declare class Hunter {
    #private;
    /** `scenario`: the file that exports it. */
    constructor(bug: Bug, scenario: string);
    readonly run: RunSeed;
    close(): void;
}
