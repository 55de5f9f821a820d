/** A planted bug: a small patch to a service's source as it stands, applied when the file is loaded. */
export interface Bug {
  name: string;
  /** Path from the repository's root. */
  file: string;
  /** What stands there, exactly once. */
  find: string;
  /** What stands there instead. */
  replace: string;
  /** Why it is wrong. */
  why: string;
  /** The interleaving that exposes it. */
  exposedBy: string;
  /** The invariants of which at least one is expected to catch it. */
  caughtBy: readonly string[];
}
