/**
 * How a client insists: it asks again what got no answer, and follows what it was promised until that is done.
 * Simulated clients and the driver of load share it. `random` gives uniform numbers in [0, 1).
 */
export declare const isUndecided: (status: number) => boolean;
export declare const isSuccess: (status: number) => boolean;
/** Before the n-th try again, from 0 on. */
export declare const retryPauseMs: (n: number, random: () => number) => number;
/** Before the n-th look, from 0 on. */
export declare const followPauseMs: (n: number, random: () => number) => number;
/** What is followed has come to one of the values that it is followed to. */
export declare function isDone(until: {
    field: string;
    in: readonly string[];
}, body: unknown): boolean;
