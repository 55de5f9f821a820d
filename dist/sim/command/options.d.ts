import type { Shard } from '../../harness/campaign/index.ts';
import type { ScenarioFile } from '../../harness/scenario/load.ts';
import { type FaultKind } from '../faults/index.ts';
import type { DrainMode } from '../world/drain.ts';
/** With so many seeds, a state that was never reached is no bad luck. */
export declare const FAIR_RUNS = 5000;
/** No seed takes a tenth of this. */
export declare const SEED_TIMEOUT_MS = 300000;
export interface Options {
    /** What is run. */
    of: ScenarioFile;
    seed: number;
    runs: number;
    /** As many as there is time for: `runs` is only a bound. */
    isOpen: boolean;
    workers: number;
    swarm: boolean;
    /** Of what the scenario counts its size in. */
    size?: number;
    members?: number;
    faults: FaultKind[];
    /** No kind was left out. */
    allFaultsOn: boolean;
    drain: DrainMode;
    verify: boolean;
    maxFailures?: number;
    shard: Shard;
    timeMs?: number;
    seedTimeoutMs: number;
    /** The folder of the results file. */
    results?: string;
    resume: boolean;
    /** Whether a state never reached fails the campaign; absent: if the campaign is large enough. */
    requireSometimes?: boolean;
    plan?: string;
    bug?: string | undefined;
    trace?: string;
    log?: string;
    json?: string;
}
/** Parses or exits: 0 after --help, 2 after one clear line about a bad flag. */
export declare function parseOptions(argv: string[], of: ScenarioFile): Options;
