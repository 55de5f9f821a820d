/** Bugs worked on side by side, each with a process of its own in which it is planted. */
import type { Bug } from '../../harness/scenario/bug.ts';
import type { ScenarioFile } from '../../harness/scenario/load.ts';
import { type RunSeed } from './hunt.ts';
/** Where a bug's range begins: it is the `index`th of its scenario. Ranges are numbered from 0. */
export declare const firstSeedOf: (index: number, range: number) => number;
/** Some of a scenario's bugs, and the file that exports it. */
export interface Zoo {
    bugs: readonly Bug[];
    of: ScenarioFile;
}
export declare const wholeZoo: (of: ScenarioFile) => Zoo;
/** Which of its scenario's bugs it is, from 0. */
export declare const numberOf: ({ of }: Zoo, bug: Bug) => number;
/** Resolves when `work` is done for all, or, after `signal` aborts, for those under way. */
export declare function inLanes({ bugs, of }: Zoo, workers: number, signal: AbortSignal, work: (bug: Bug, run: RunSeed, index: number) => Promise<void>): Promise<void>;
