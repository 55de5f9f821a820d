/** Mistakes as colleagues make them, to show that each is found. */
import type { Bug } from '../../../groundhog/index.ts';
import { accountFromAnybody } from './account-from-anybody.ts';
import { commitW1 } from './commit-w1.ts';
import { inboxAskedFirst } from './inbox-asked-first.ts';
import { keyPerAttempt } from './key-per-attempt.ts';
import { outboxAfterOrder } from './outbox-after-order.ts';
import { pollsAboveLast } from './polls-above-last.ts';
import { sentFirst } from './sent-first.ts';
import { startsAtNow } from './starts-at-now.ts';
import { tokenBeforeDelivery } from './token-before-delivery.ts';
import { tokenNotVerified } from './token-not-verified.ts';

export const outboxBugs: readonly Bug[] = [
  outboxAfterOrder,
  sentFirst,
  inboxAskedFirst,
  startsAtNow,
  pollsAboveLast,
  tokenBeforeDelivery,
  keyPerAttempt,
  tokenNotVerified,
  accountFromAnybody,
  commitW1,
];
