/** Mistakes as colleagues make them, to show that each is found; the first two take away what the libraries call for. */
import type { Bug } from '../../../groundhog/index.ts';
import { answeredFirst } from './answered-first.ts';
import { anyOpeningIsOurs } from './any-opening-is-ours.ts';
import { decidedOnce } from './decided-once.ts';
import { failedForGood } from './failed-for-good.ts';
import { forgottenAwait } from './forgotten-await.ts';
import { jobsW1 } from './jobs-w1.ts';
import { rawDuplicateKey } from './raw-duplicate-key.ts';
import { runsTwice } from './runs-twice.ts';
import { saveErrorLogged } from './save-error-logged.ts';
import { stopsWhileRunning } from './stops-while-running.ts';
import { twoReads } from './two-reads.ts';

export const jobsBugs: readonly Bug[] = [
  runsTwice,
  rawDuplicateKey,
  decidedOnce,
  failedForGood,
  forgottenAwait,
  saveErrorLogged,
  stopsWhileRunning,
  answeredFirst,
  jobsW1,
  twoReads,
  anyOpeningIsOurs,
];
