import { type CampaignHead, type Ending, type SeedRow } from '../../harness/campaign/index.ts';
import type { Scenario } from '../../harness/scenario/scenario.ts';
import type { RunResult } from '../run.ts';
import type { Options } from './options.ts';
export declare class ResultsFile {
    #private;
    readonly file: string;
    private constructor();
    /**
     * Opens the shard's file in a folder, which it makes. With `resume`, gives what is there to `onRow`, and drops a line
     * that was cut off; without, there must be no such file. Throws `ResultsError` with one line for a person.
     */
    static open(folder: string, head: CampaignHead, resume: boolean, onRow: (row: SeedRow) => void): ResultsFile;
    add(row: SeedRow): void;
    /** Says why no more comes, and closes. */
    end(ended: Ending): void;
    close(): void;
    /** Milliseconds since the shard began, without the time it was away. */
    get atMs(): number;
}
export declare function rowOf({ sometimes }: Pick<Scenario, 'sometimes'>, r: RunResult, character: string | undefined, atMs: number): SeedRow;
export declare function headOf(options: Options): CampaignHead;
