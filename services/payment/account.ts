/**
 * What is to be done next for the payment of one order: pure, from its events and a command.
 *
 * An order has four places for events, each filled once (its `_id` sees to that): a charge asked for, what became of
 * it, a refund asked for, what became of it. The first place decides between a charge and a refund that overtook it:
 * whoever fills it first wins, and a charge that finds `voided` there is refused for good.
 */
import type { PaymentEvent } from './events.ts';

export interface Account {
  charge: 'none' | 'requested' | 'voided' | 'succeeded' | 'declined';
  refund: 'none' | 'requested' | 'succeeded';
  /** Minor units, as first asked for; null while there is no event. */
  amount: number | null;
}

export type Command = { type: 'charge' | 'refund'; amount: number };

export type Next =
  /** Make this durable, then look again. */
  | { kind: 'append'; type: PaymentEvent['type']; status: PaymentEvent['status'] }
  /** Ask the gateway, make its answer durable, then look again. */
  | { kind: 'settle'; type: PaymentEvent['type'] }
  | { kind: 'answer'; answer: 'charged' | 'declined' | 'refunded' | 'conflict' };

export function accountOf(events: PaymentEvent[]): Account {
  const account: Account = { charge: 'none', refund: 'none', amount: null };
  for (const { type, status, amount } of events) {
    account.amount = amount;
    // What was asked for never hides what became of it, in whatever order the two were read.
    if (status === 'requested' && account[type] !== 'none') continue;
    if (type === 'charge') account.charge = status;
    else if (status === 'requested' || status === 'succeeded') account.refund = status;
  }
  return account;
}

export function next(account: Account, command: Command): Next {
  if (account.amount !== null && account.amount !== command.amount)
    return { kind: 'answer', answer: 'conflict' };
  return command.type === 'charge' ? nextForCharge(account) : nextForRefund(account);
}

function nextForCharge({ charge, refund }: Account): Next {
  switch (charge) {
    case 'none':
      return { kind: 'append', type: 'charge', status: 'requested' };
    case 'requested':
      return { kind: 'settle', type: 'charge' };
    case 'declined':
      return { kind: 'answer', answer: 'declined' };
    case 'voided':
      return { kind: 'answer', answer: 'refunded' };
    case 'succeeded':
      return { kind: 'answer', answer: refund === 'none' ? 'charged' : 'refunded' };
  }
}

function nextForRefund({ charge, refund }: Account): Next {
  switch (charge) {
    case 'none':
      return { kind: 'append', type: 'charge', status: 'voided' };
    case 'requested':
      // Money may have moved: only the gateway knows, and tells when asked again under the same key.
      return { kind: 'settle', type: 'charge' };
    case 'declined':
    case 'voided':
      return { kind: 'answer', answer: 'refunded' };
    case 'succeeded':
      if (refund === 'none') return { kind: 'append', type: 'refund', status: 'requested' };
      if (refund === 'requested') return { kind: 'settle', type: 'refund' };
      return { kind: 'answer', answer: 'refunded' };
  }
}
