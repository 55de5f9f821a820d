import type { CampaignHead, SeedRow } from '../../harness/campaign/index.ts';
export interface Cause {
    /** The invariant, or another verdict than `violated`. */
    what: string;
    /** The message without what differs from seed to seed. */
    why: string;
    seeds: number;
    /** The first few that failed so. */
    examples: number[];
    shortest: {
        row: SeedRow;
        faults: number;
        replay: string;
    };
}
export declare class Causes {
    #private;
    add(row: SeedRow, head: CampaignHead): void;
    /** The most frequent first. */
    all(): Cause[];
}
/** Failures are one when both are the same. `what` is the invariant, or another verdict than `violated`. */
export declare const causeOf: (what: string, message: string) => Pick<Cause, 'what' | 'why'>;
/** The first line without numbers, ids and hashes, and what it lists once each: how many are stuck differs by chance. */
export declare function normalised(message: string): string;
export declare const replayOf: (seed: number, { drawnBy }: CampaignHead) => string;
