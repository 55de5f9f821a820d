/** What the bank's ledger says about each order: the truth that money is audited against. */
import type { Document } from 'bson';
import type { Change } from '../../../groundhog/index.ts';
import { GATEWAY_DB, isIn } from './shop.ts';

export interface Account {
  charges: number;
  refunds: number;
  /** Amount charged less amount refunded, in the unit of `amount`. */
  net: number;
}

export class Accounts {
  readonly byOrder = new Map<string, Account>();

  of(orderId: unknown): Account {
    return this.byOrder.get(String(orderId)) ?? { charges: 0, refunds: 0, net: 0 };
  }

  /** Books a change of the ledger, and returns the order whose account moved. */
  onChange(change: Change): string | undefined {
    if (!isIn(change, 'ledger', GATEWAY_DB)) return undefined;
    if (change.before) this.#book(change.before, -1);
    if (change.after) this.#book(change.after, 1);
    return String((change.after ?? change.before)?.order_id);
  }

  #book(entry: Document, times: 1 | -1): void {
    if (entry.status !== 'succeeded') return;
    const account = { ...this.of(entry.order_id) };
    if (entry.kind === 'charge') {
      account.charges += times;
      account.net += times * Number(entry.amount);
    } else {
      account.refunds += times;
      account.net -= times * Number(entry.amount);
    }
    this.byOrder.set(String(entry.order_id), account);
  }
}
