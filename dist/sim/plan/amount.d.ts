import type { Amount } from '../faults/index.ts';
export declare const STRENGTHS: {
    readonly any: Amount;
    readonly mild: Amount;
    readonly harsh: Amount;
};
