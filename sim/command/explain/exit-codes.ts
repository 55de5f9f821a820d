import { INTERRUPTED } from '../../../harness/interrupt.ts';

/** What a script can tell from the exit code. docs/explanation.md lists them; a test compares. */
export const EXIT = {
  explained: 0,
  /** There is nothing to explain. */
  passes: 1,
  usage: 2,
  /** No run came of it, or it cannot be written. */
  broken: 4,
  interrupted: INTERRUPTED,
} as const;
