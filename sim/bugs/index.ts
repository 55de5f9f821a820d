/**
 * Planted bugs, to show that the simulator bites.
 *
 * To add one: a file that exports a `Bug`, and a line below. A test fails when a patch no longer applies, and
 * another when its bug is not found.
 */
import type { Bug } from './bug.ts';
import { forgottenRelease } from './forgotten-release.ts';
import { keyPerAttempt } from './key-per-attempt.ts';
import { lostUpdate } from './lost-update.ts';
import { noFencing } from './no-fencing.ts';
import { tokenBeforeApply } from './token-before-apply.ts';
import { w1Append } from './w1-append.ts';

export const allBugs: readonly Bug[] = [
  lostUpdate,
  tokenBeforeApply,
  keyPerAttempt,
  forgottenRelease,
  noFencing,
  w1Append,
];

export function findBug(name: string): Bug | undefined {
  return allBugs.find((bug) => bug.name === name);
}
