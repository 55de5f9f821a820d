/** The bank's book. The key of an entry is made of its kind and idempotency key, so a payment is entered once. */
import type { Collection, MongoClient } from 'mongodb';
import { LEDGER } from '../common/collections.ts';
import { isDuplicateKey, LINEARIZABLE } from '../common/mongo.ts';

export interface Payment {
  idempotency_key: string;
  order_id: string;
  /** Minor units. */
  amount: number;
}

export interface LedgerEntry extends Payment {
  /** `${kind}:${idempotency_key}` */
  _id: string;
  kind: 'charge' | 'refund';
  status: 'succeeded' | 'declined';
  timestamp: Date;
}

export class Ledger {
  readonly #entries: Collection<LedgerEntry>;

  constructor(mongo: MongoClient) {
    this.#entries = mongo.db(LEDGER.db).collection<LedgerEntry>(LEDGER.name);
  }

  /** Enters a charge and says how it went. Under a key that is known, says how it went then. */
  charge(payment: Payment, isDeclined: boolean): Promise<LedgerEntry> {
    return this.#enter('charge', payment, isDeclined ? 'declined' : 'succeeded');
  }

  /** Gives back what was charged under the same key. */
  async refund(payment: Payment): Promise<LedgerEntry | 'nothing_to_refund'> {
    const charge = await this.#find('charge', payment);
    if (charge?.status !== 'succeeded') return 'nothing_to_refund';
    // No more and no less than the charge; the caller compares the amount.
    if (charge.amount !== payment.amount) return charge;
    return this.#enter('refund', payment, 'succeeded');
  }

  ofOrder(orderId: string): Promise<LedgerEntry[]> {
    return this.#entries.find({ order_id: orderId }).toArray();
  }

  #find(kind: LedgerEntry['kind'], payment: Payment): Promise<LedgerEntry | null> {
    return this.#entries.findOne(
      { _id: `${kind}:${payment.idempotency_key}` },
      { readConcern: LINEARIZABLE },
    );
  }

  /** Enters a payment, or finds it entered already: that is then the answer, whatever is asked now. */
  async #enter(
    kind: LedgerEntry['kind'],
    payment: Payment,
    status: LedgerEntry['status'],
  ): Promise<LedgerEntry> {
    const { idempotency_key, order_id, amount } = payment;
    const _id = `${kind}:${idempotency_key}`;
    const entry = { _id, kind, idempotency_key, order_id, amount, status, timestamp: new Date() };
    try {
      await this.#entries.insertOne(entry);
      return entry;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const winner = await this.#find(kind, payment);
      if (winner === null) throw error;
      return winner;
    }
  }
}
