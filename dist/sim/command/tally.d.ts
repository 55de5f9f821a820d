/** What a campaign has come to so far: sums only, so that ten million seeds cost no more than ten. */
import { Distinct, type SeedRow } from '../../harness/campaign/index.ts';
import type { Scenario } from '../../harness/scenario/scenario.ts';
import type { Sometimes } from '../../harness/sometimes/index.ts';
import type { Verdict } from '../run.ts';
export declare class Tally {
    seeds: number;
    failed: number;
    virtualMs: number;
    events: number;
    /** What the runs came to together, in the scenario's words. */
    readonly counts: Record<string, number>;
    readonly verdicts: Map<Verdict, number>;
    /** The first that failed. */
    readonly failedSeeds: number[];
    readonly sometimes: readonly Sometimes[];
    /** In how many runs each of the scenario's states was reached, in its order. */
    readonly reached: number[];
    readonly histories: Distinct;
    constructor({ sometimes }: Pick<Scenario, 'sometimes'>);
    add(row: SeedRow): void;
    get reachedCount(): number;
    get neverReached(): string[];
}
