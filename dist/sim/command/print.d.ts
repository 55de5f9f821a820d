import type { Scenario } from '../../harness/scenario/scenario.ts';
import type { RunResult } from '../run.ts';
import type { Tally } from './tally.ts';
export declare function printResult(r: RunResult, scenario: Scenario): string;
/** The failure of one seed: what, when, how it came about, and how to see it again. */
export declare function printFailure(r: RunResult, replay: string): string;
/** `ran` of the tally's seeds ran in `wallMs`; the rest in an earlier life of the campaign. */
export declare function printSummary(tally: Tally, ran: {
    seeds: number;
    events: number;
    wallMs: number;
}, scenario: Scenario): string;
/** In how many runs each state was reached, the rarest first. */
export declare function printSometimes(tally: Tally): string;
