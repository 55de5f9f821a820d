import type { Verdict } from '../run.ts';
/** What a script can tell from the exit code. The README lists them; a test compares. */
export declare const EXIT: {
    readonly passed: 0;
    readonly violated: 1;
    readonly usage: 2;
    readonly stuck: 3;
    /** Escape, crash or nondeterminism: the simulator or the code in it is broken. */
    readonly broken: 4;
    /** Every seed passed, but a state that a healthy campaign must reach never was. */
    readonly unreached: 7;
    readonly interrupted: 130;
};
/** Of many seeds the gravest counts: broken before violated before stuck. */
export declare function exitCodeOf(verdicts: Iterable<Verdict>): number;
