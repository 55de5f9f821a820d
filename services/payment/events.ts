/** The payment events of the shop: at most one in each of an order's four places. */
import type { Collection, MongoClient } from 'mongodb';
import { PAYMENT_EVENTS } from '../common/collections.ts';
import { isDuplicateKey } from '../common/mongo.ts';

export interface PaymentEvent {
  /** `${order_id}:charge`, `:charge-result`, `:refund` or `:refund-result`. */
  _id: string;
  order_id: string;
  /** Minor units. */
  amount: number;
  type: 'charge' | 'refund';
  /** `voided`: a refund came before the charge, which may no longer happen. */
  status: 'requested' | 'voided' | 'succeeded' | 'declined';
  /** The writer's clock: for people to read, never for order. */
  timestamp: Date;
}

export class PaymentEvents {
  readonly #events: Collection<PaymentEvent>;

  constructor(mongo: MongoClient) {
    this.#events = mongo.db(PAYMENT_EVENTS.db).collection<PaymentEvent>(PAYMENT_EVENTS.name);
  }

  ofOrder(orderId: string): Promise<PaymentEvent[]> {
    return this.#events.find({ order_id: orderId }).toArray();
  }

  /** Fills a place and returns the event, or null when the place was taken: read again to see by what. */
  async append(
    decided: Pick<PaymentEvent, 'order_id' | 'amount' | 'type' | 'status'>,
  ): Promise<PaymentEvent | null> {
    const isRequest = decided.status === 'requested' || decided.status === 'voided';
    const _id = `${decided.order_id}:${decided.type}${isRequest ? '' : '-result'}`;
    const event: PaymentEvent = { _id, ...decided, timestamp: new Date() };
    try {
      await this.#events.insertOne(event);
      return event;
    } catch (error) {
      if (isDuplicateKey(error)) return null;
      throw error;
    }
  }
}
