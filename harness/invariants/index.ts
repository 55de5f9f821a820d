/**
 * What must hold, whatever happens: one file per invariant, judged on what the stores hold and on what clients
 * were told. The simulator feeds a `Judge` from the committed oplog, the live stack from a change stream.
 *
 * | read                                     | for                                                     |
 * |------------------------------------------|---------------------------------------------------------|
 * | `invariant.ts`                           | what an invariant sees and says: start here              |
 * | `judge.ts`, `stores.ts`                  | one run held to them; the mirror of the stores           |
 * | `story.ts`, `fault-log.ts`               | how a violation came about, in sentences                 |
 * | `history.ts`                             | the history hash: what was told and stored, without time |
 * | `live.ts`                                | a judge fed from a running MongoDB                       |
 * | `shop.ts`, `streams.ts`, `accounts.ts`   | what the invariants of stock and money share             |
 *
 * To add one: a file that exports an `Invariant`, a line below, and a test in which it holds and one in which it
 * does not.
 */
import { acceptedOrderEnds } from './accepted-order-ends.ts';
import { badBodyRefused } from './bad-body-refused.ts';
import type { Invariant } from './invariant.ts';
import { moneySettled } from './money-settled.ts';
import { neverSeenBack } from './never-seen-back.ts';
import { oneCharge } from './one-charge.ts';
import { oneReservation } from './one-reservation.ts';
import { oneRestock } from './one-restock.ts';
import { poisonSetAside } from './poison-set-aside.ts';
import { stockNeverNegative } from './stock-never-negative.ts';
import { terminalIsFinal } from './terminal-is-final.ts';
import { tokenNeverAhead } from './token-never-ahead.ts';
import { unitsConserved } from './units-conserved.ts';
import { versionsGapless } from './versions-gapless.ts';
import { viewEqualsFold } from './view-equals-fold.ts';

export const allInvariants: readonly Invariant[] = [
  stockNeverNegative,
  versionsGapless,
  oneReservation,
  oneRestock,
  unitsConserved,
  viewEqualsFold,
  poisonSetAside,
  tokenNeverAhead,
  neverSeenBack,
  oneCharge,
  moneySettled,
  acceptedOrderEnds,
  terminalIsFinal,
  badBodyRefused,
];

export { History } from './history.ts';
export type { Answer, Change, Checker, FaultMoment, Invariant, Stores, Violation } from './invariant.ts';
export { Judge, type JudgeLimits } from './judge.ts';
