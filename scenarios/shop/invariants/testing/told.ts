/**
 * A run told in a few verbs, for the tests of invariants: each verb is one committed change or one answer, and
 * each takes one second. The stores behave: a `set` of a document that exists is an update of it.
 */
import type { Document } from 'bson';
import type { Answer, Change, Invariant } from '../../../../groundhog/index.ts';
import { Judge } from '../../../../harness/invariants/judge.ts';
import { shopStores } from '../../stores.ts';
import { GATEWAY_DB, SHOP_DB } from '../shop.ts';

/** To whom a request went is of no concern to the shop's invariants. */
const asked = { to: 'orchestrator', method: 'POST', path: '/orders' };

const hex = (value: bigint): string => value.toString(16).padStart(16, '0').toUpperCase();

export class Told {
  readonly changes: Change[] = [];
  readonly judge: Judge;
  #seconds = 0;
  readonly #versions = new Map<string, number>();
  #ids = 0;

  constructor(...invariants: Invariant[]) {
    this.judge = new Judge({ invariants, stores: shopStores });
  }

  /** Cluster time of the last change. */
  get now(): bigint {
    return BigInt(this.#seconds) << 32n;
  }

  /** Appends an event at the next version of its stream, or at the given one. */
  event(streamId: string, type: string, qty: number, orderId?: string, version?: number): this {
    const at = version ?? (this.#versions.get(streamId) ?? 0) + 1;
    this.#versions.set(streamId, at);
    const id = orderId === undefined ? {} : { order_id: orderId };
    return this.set(SHOP_DB, 'events', ++this.#ids, { stream_id: streamId, type, qty, version: at, ...id });
  }

  view(productId: string, availableStock: number, lastVersion: number): this {
    const doc = { product_id: productId, available_stock: availableStock, last_version: lastVersion };
    return this.set(SHOP_DB, 'products_view', productId, doc);
  }

  /** Saves the token of an event committed at the given cluster time; by default, of the last change. */
  checkpoint(clusterTime: bigint = this.now, form: 'event' | 'high-water-mark' = 'event'): this {
    const rest = form === 'event' ? '2B022C0100296E5A1004' : '2B0229296E04';
    const token = { _data: `82${hex(clusterTime)}${rest}` };
    return this.set(SHOP_DB, 'checkpoints', 'projector', { resume_token: token });
  }

  saga(orderId: string, status: string, fields: Document = {}): this {
    const before = this.judge.stores.get(SHOP_DB, 'sagas', orderId) ?? {
      product_id: 'tea',
      qty: 1,
      amount: 10,
    };
    return this.set(SHOP_DB, 'sagas', orderId, { ...before, status, ...fields });
  }

  ledger(orderId: string, kind: 'charge' | 'refund', amount: number, status = 'succeeded'): this {
    return this.set(GATEWAY_DB, 'ledger', ++this.#ids, {
      order_id: orderId,
      kind,
      amount,
      status,
      idempotency_key: 'k',
    });
  }

  /** Writes a document, or with `null` deletes it. */
  set(db: string, coll: string, id: unknown, fields: Document | null): this {
    this.#seconds++;
    const before = this.judge.stores.get(db, coll, id) ?? null;
    const after = fields && { _id: id, ...fields };
    const op = after ? (before ? 'update' : 'insert') : 'delete';
    const change: Change = {
      atMs: this.#seconds * 1000,
      clusterTime: this.now,
      db,
      coll,
      op,
      id,
      before,
      after,
    };
    this.changes.push(change);
    this.judge.onChange(change);
    return this;
  }

  /** A client was told something, by default in answer to a request sent half a second before. */
  told(answer: Partial<Answer> & Pick<Answer, 'kind' | 'key'>): this {
    this.#seconds++;
    const atMs = this.#seconds * 1000;
    this.judge.onAnswer({
      ...asked,
      client: 'c1',
      sentMs: atMs - 500,
      atMs,
      status: 200,
      body: null,
      ...answer,
    });
    return this;
  }

  end(): this {
    this.judge.atEnd(++this.#seconds * 1000);
    return this;
  }

  /** What was found wrong so far, as `subject message`. */
  get broken(): string[] {
    return this.judge.violations.map(({ subject, message }) => `${subject} ${message}`);
  }

  /** The body of an order as `saga` stores it. */
  static body(orderId: string, fields: Document = {}): Document {
    return { order_id: orderId, product_id: 'tea', qty: 1, amount: 10, ...fields };
  }
}
