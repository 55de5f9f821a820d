/** What must hold of jobs, of what they do, and of accounts. */
import { invariant } from '../../../groundhog/index.ts';
import { JOBS_DB } from '../names.ts';
import {
  balanceIsFold,
  neverOverdrawn,
  oneEntryForEachKey,
  shownIsWhatWas,
  streamsGrow,
} from './accounts.ts';
import { acknowledgedEntryIsKept, conflictToldAsOne } from './entries.ts';
import { acknowledgedJobIsKept, effectOnce, jobsAreDone } from './jobs.ts';

/** What the last fault has broken may take the drivers this long to notice. */
const MENDED_MS = 60_000;

export const jobsInvariants = [
  acknowledgedJobIsKept,
  jobsAreDone,
  effectOnce,
  invariant.unique({ db: JOBS_DB, coll: 'mails', fields: ['job'] }),
  streamsGrow,
  oneEntryForEachKey,
  neverOverdrawn,
  balanceIsFold,
  shownIsWhatWas,
  acknowledgedEntryIsKept,
  conflictToldAsOne,
  invariant.statusAsExpected(),
  invariant.noServerErrorAtRest({ afterMs: MENDED_MS }),
  invariant.answeredAtRest({ afterMs: MENDED_MS }),
  invariant.noUncaughtError(),
];
