/**
 * Planted bugs, to show that the simulator bites: a zoo of mistakes that real shops make.
 *
 * Each is a patch to the services as they stand (`harness/bugs/patch.ts`), not a switch in them. `npm run zoo` hunts them all.
 * To add one: a file that exports a `Bug`, and a line below. `bugs.test.ts` fails when a patch no longer applies,
 * `bugs.slow.test.ts` when it does not compile, and `sim/zoo/zoo.slow.test.ts` when a bug is not found.
 */
import type { Bug } from '../../../groundhog/index.ts';
import { ambiguousCharge } from './ambiguous-charge.ts';
import { appendW1 } from './append-w1.ts';
import { applyNotIdempotent } from './apply-not-idempotent.ts';
import { checkOutsideAppend } from './check-outside-append.ts';
import { dedupeWindow } from './dedupe-window.ts';
import { doubleRefund } from './double-refund.ts';
import { dualWrite } from './dual-write.ts';
import { foreignDuplicate } from './foreign-duplicate.ts';
import { forgottenRelease } from './forgotten-release.ts';
import { gapSkipped } from './gap-skipped.ts';
import { keyPerAttempt } from './key-per-attempt.ts';
import { lateChargeKept } from './late-charge-kept.ts';
import { lateStepOverwrites } from './late-step-overwrites.ts';
import { lostUpdate } from './lost-update.ts';
import { noFencing } from './no-fencing.ts';
import { orderByClock } from './order-by-clock.ts';
import { parallelProjection } from './parallel-projection.ts';
import { poisonBlocks } from './poison-blocks.ts';
import { replyBeforeStored } from './reply-before-stored.ts';
import { sagaStartedTwice } from './saga-started-twice.ts';
import { sideEffectInTransaction } from './side-effect-in-transaction.ts';
import { staleSecondaryRead } from './stale-secondary-read.ts';
import { startsAtNow } from './starts-at-now.ts';
import { stockCacheStale } from './stock-cache-stale.ts';
import { tokenBeforeApply } from './token-before-apply.ts';
import { undoListInMemory } from './undo-list-in-memory.ts';
import { unknownCommit } from './unknown-commit.ts';

export const shopBugs: readonly Bug[] = [
  lostUpdate,
  tokenBeforeApply,
  applyNotIdempotent,
  ambiguousCharge,
  keyPerAttempt,
  undoListInMemory,
  forgottenRelease,
  lateChargeKept,
  doubleRefund,
  sagaStartedTwice,
  replyBeforeStored,
  startsAtNow,
  appendW1,
  unknownCommit,
  sideEffectInTransaction,
  staleSecondaryRead,
  gapSkipped,
  parallelProjection,
  dualWrite,
  poisonBlocks,
  orderByClock,
  noFencing,
  dedupeWindow,
  checkOutsideAppend,
  foreignDuplicate,
  lateStepOverwrites,
  stockCacheStale,
];
