import type { SavedPlan } from '../plan/file.ts';
import type { Options } from './options.ts';
/** Beside a plan's own bug, so that it can be run without. */
export declare const NO_BUG = "none";
/** `--bug` wins over the bug that a plan was saved with. */
export declare function bugToPlant(given: string | undefined, saved: SavedPlan | undefined): string | undefined;
/** The flags that show a history again, on their own. */
export declare function replayFlags(plan: SavedPlan, options: Pick<Options, 'of' | 'plan' | 'bug'>): string;
/** What of the code is not as it was when the plan was saved, a line each. */
export declare function differencesOf(saved: SavedPlan, bug: string | undefined, here?: string | null): string[];
