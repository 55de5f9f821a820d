/**
 * What must hold in the shop, whatever happens: one file per invariant.
 *
 * `shop.ts` (names of what is stored), `streams.ts` and `accounts.ts` are what those of stock and money share;
 * `testing/told.ts` tells a run in a few verbs, for their tests.
 *
 * To add one: a file that exports an `Invariant`, a line below, and a test in which it holds and one in which it
 * does not.
 */
import { type Invariant, invariant } from '../../../groundhog/index.ts';
import { acceptedOrderEnds } from './accepted-order-ends.ts';
import { badBodyRefused } from './bad-body-refused.ts';
import { moneySettled } from './money-settled.ts';
import { neverSeenBack } from './never-seen-back.ts';
import { oneCharge } from './one-charge.ts';
import { oneReservation } from './one-reservation.ts';
import { oneRestock } from './one-restock.ts';
import { poisonSetAside } from './poison-set-aside.ts';
import { reasonIsTrue } from './reason-is-true.ts';
import { restockIsKept } from './restock-is-kept.ts';
import { shownAsStored } from './shown-as-stored.ts';
import { orderStaysKnown, productStaysKnown } from './stays-known.ts';
import { stockNeverNegative } from './stock-never-negative.ts';
import { terminalIsFinal } from './terminal-is-final.ts';
import { tokenNeverAhead } from './token-never-ahead.ts';
import { unitsConserved } from './units-conserved.ts';
import { versionsGapless } from './versions-gapless.ts';
import { viewEqualsFold } from './view-equals-fold.ts';

/** `close` of a service has four stages of 2 s each (`services/common/start.ts`), by a clock that may drift. */
const CLOSED_MS = 8500;

export const shopInvariants: readonly Invariant[] = [
  stockNeverNegative,
  versionsGapless,
  oneReservation,
  oneRestock,
  restockIsKept,
  unitsConserved,
  viewEqualsFold,
  poisonSetAside,
  tokenNeverAhead,
  neverSeenBack,
  orderStaysKnown,
  productStaysKnown,
  shownAsStored,
  oneCharge,
  moneySettled,
  acceptedOrderEnds,
  terminalIsFinal,
  reasonIsTrue,
  badBodyRefused,
  invariant.statusAsExpected(),
  // Who is away for a while says 503; whatever else a server may say is a bug.
  invariant.neverAnswered(500, 501, 502, 504),
  invariant.closesWithin(CLOSED_MS),
];
