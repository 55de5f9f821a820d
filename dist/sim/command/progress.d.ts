import type { Tally } from './tally.ts';
export declare class Progress {
    #private;
    /**
     * `total` seeds are to run, unless `timeMs` is over before; nobody may have asked for that many. What the tally holds
     * already was run earlier.
     */
    constructor(tally: Tally, total: number, asked: number | undefined, timeMs: number | undefined);
    get elapsedMs(): number;
    /** Seeds that ran since this process began. */
    get ran(): number;
    show(): void;
    say(line: string): void;
    clear(): void;
    line(): string;
}
