import type { FaultMoment } from './invariant.ts';
interface Line {
    sequence: number;
    text: string;
}
export declare class FaultLog {
    #private;
    add(moment: FaultMoment, sequence: number): void;
    /** Of those in force at that time or later, the last to begin; and how many began before these. */
    since(fromMs: number): {
        lines: Line[];
        omitted: number;
    };
}
export {};
