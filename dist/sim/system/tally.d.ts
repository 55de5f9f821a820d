/** What a run came to, where a scenario does not count in words of its own: its requests, by how they were answered. */
import type { Answer } from '../../harness/invariants/index.ts';
import type { Tally } from '../../harness/scenario/scenario.ts';
export declare class AnswerTally implements Tally {
    #private;
    onAnswer({ status }: Answer): void;
    counts(): Record<string, number>;
}
