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
  /** Where it goes wrong, which is what an explanation of it should tell; absent: nobody measures that. */
  cause?: BugCause;
}

export interface Edit {
  /** Path from the scenario's root. */
  file: string;
  /** What stands there, exactly once. */
  find: string;
  /** What stands there instead. */
  replace: string;
}

export interface BugCause {
  /** The service in whose process it goes wrong. */
  process: string;
  /** Kinds of fault of which it takes one; empty: a race is enough. */
  faults: readonly string[];
  /** From when on it can no longer come out well; of several the first that there is, where that depends on how it came about. */
  moment: BugMoment | readonly BugMoment[];
}

/**
 * An event or a message of an explanation (`harness/explanation/format.ts`): of all that fit, concern the violation and
 * come before it, the last. A commit lasts from when its write was sent. What is absent may be anything.
 */
export interface BugMoment {
  /** `message`, `lost` (a write that was told to be done and not kept), or kinds of event, such as `commit` or `crash`. */
  is: string | readonly string[];
  /** The service that sent the message, wrote what was committed, or that it befell; `client` and `database` are such. */
  by?: string;
  /** The service that a message went to. */
  to?: string;
  /** Where it was committed: `db.collection`. */
  coll?: string;
  /** What its label holds. */
  says?: string;
  /** The first of them, and not the last. */
  isFirst?: boolean;
}
