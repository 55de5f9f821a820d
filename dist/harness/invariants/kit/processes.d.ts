import type { Invariant } from '../invariant.ts';
/** No process ends by an error that nobody caught. */
export declare function noUncaughtError(): Invariant;
/** A process that is asked to end (SIGTERM) does so in time, by itself and with exit code 0. */
export declare function closesWithin(ms: number): Invariant;
