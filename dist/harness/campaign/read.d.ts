import { type CampaignHead, type EndRow, type SeedRow } from './result.ts';
/** Its message is one line for a person. */
export declare class ResultsError extends Error {
}
export interface Whole {
    head: CampaignHead;
    /** Up to the end of the last whole line: what follows was cut off when the writer died. */
    wholeBytes: number;
    /** Why it went no further. Null when the last line is of a seed: the writer died, or still writes. */
    end: EndRow | null;
}
/**
 * Gives each row to `onRow` in turn. Throws `ResultsError` when the file is none of results, and when a line of it is
 * damaged, unless `onDamage` takes that; a last line that is not whole is no damage. Null when not even its head was
 * written.
 */
export declare function readResults(file: string, onRow: (row: SeedRow, head: CampaignHead) => void, onDamage?: (error: ResultsError) => void): Whole | null;
