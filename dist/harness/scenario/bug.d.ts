/** A planted bug: a small patch to the services' source as it stands, applied when the files are loaded. */
export interface Bug {
    name: string;
    /** What is changed, in one file or several; more than one edit of a file apply one after the other. */
    edits: readonly Edit[];
    /** Why it is wrong. */
    why: string;
    /** The interleaving that exposes it. */
    exposedBy: string;
    /** The invariants of which at least one is expected to catch it. */
    caughtBy: readonly string[];
}
export interface Edit {
    /** Path from the scenario's root. */
    file: string;
    /** What stands there, exactly once. */
    find: string;
    /** What stands there instead. */
    replace: string;
}
