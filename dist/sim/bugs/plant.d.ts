import type { Bug } from '../../harness/scenario/bug.ts';
/** The patched source of each file, by its path from `root`. Throws when what an edit looks for does not stand there exactly once. */
export declare function patchedSources(bug: Bug, root: string): Map<string, string>;
/** Must come before anything imports the files. `root` is the scenario's. */
export declare function plant(bug: Bug, root: string): void;
