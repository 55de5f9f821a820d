import type { StoresSpec } from '../scenario/stores.ts';
import type { Answer, Change } from './invariant.ts';
export declare class History {
    #private;
    /** Entries hashed so far. */
    length: number;
    constructor({ collections, told }: Pick<StoresSpec, 'collections' | 'told'>);
    onChange(change: Change): void;
    onAnswer(answer: Answer): void;
    /** The hash of everything so far, in hex; more may follow. */
    digest(): string;
}
