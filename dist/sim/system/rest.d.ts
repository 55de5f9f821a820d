/** Rest, where a scenario does not say what it is: nothing has been written for a while. */
import type { Rest } from '../../harness/scenario/scenario.ts';
export declare class StillRest implements Rest {
    #private;
    constructor(nowMs: () => number);
    onChange(): void;
    get isAtRest(): boolean;
    open(): string[];
}
