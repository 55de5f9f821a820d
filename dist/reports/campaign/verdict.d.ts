import type { Tone } from '../page/tiles.ts';
import type { Campaign } from './merge.ts';
export interface Verdict {
    words: string;
    tone: Tone;
    /** Of `npm run report -- --check`. */
    code: number;
    /** Why it is no better, a line each. */
    reasons: string[];
}
/** The gravest counts: something failed, not all is here, time was up, a state was never reached. */
export declare function verdictOf(campaign: Campaign): Verdict;
/** How many seeds of how many. */
export declare const ranOf: ({ seeds, asked }: Campaign) => string;
