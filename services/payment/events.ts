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

  /** Fills a place unless it is taken. Either way it is taken afterwards: read again to see by what. */
  async append(event: Pick<PaymentEvent, 'order_id' | 'amount' | 'type' | 'status'>): Promise<void> {
    const isRequest = event.status === 'requested' || event.status === 'voided';
    const _id = `${event.order_id}:${event.type}${isRequest ? '' : '-result'}`;
    try {
      await this.#events.insertOne({ _id, ...event, timestamp: new Date() });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }
}
