/**
 * The history hash: what clients were told and what the stores committed, in order, and nothing else.
 *
 * Times, leases, tokens and generated ids are left out, so that two runs in which the same things happened in the
 * same order have the same hash even if they happened at other moments. A change that touches none of the fields
 * below (the renewal of a lease) is no part of the history.
 */
import { createHash } from 'node:crypto';
import { type Document, EJSON } from 'bson';
import type { Answer, Change } from './invariant.ts';
import { GATEWAY_DB, SHOP_DB } from './shop.ts';

/** `db.coll` → the fields that count. Collections not named here are no part of the history. */
export type SalientFields = Readonly<Record<string, readonly string[]>>;

export const shopFields: SalientFields = {
  [`${SHOP_DB}.events`]: ['stream_id', 'version', 'type', 'qty', 'order_id', 'restock_id'],
  [`${SHOP_DB}.poison_events`]: ['stream_id', 'version'],
  [`${SHOP_DB}.products_view`]: ['product_id', 'available_stock', 'last_version'],
  [`${SHOP_DB}.sagas`]: ['_id', 'status', 'product_id', 'qty', 'amount', 'reason'],
  [`${SHOP_DB}.payment_events`]: ['order_id', 'type', 'amount', 'status'],
  [`${GATEWAY_DB}.ledger`]: ['kind', 'order_id', 'amount', 'status'],
};

const toldFields: Readonly<Record<Answer['kind'], readonly string[]>> = {
  order: ['order_id', 'status'],
  'order-state': ['order_id', 'status'],
  product: ['product_id', 'available_stock', 'last_version'],
};

function pick(doc: Document | null, fields: readonly string[]): string {
  if (!doc) return 'null';
  return EJSON.stringify(
    fields.map((field) => doc[field] ?? null),
    { relaxed: true },
  );
}

export class History {
  readonly #hash = createHash('sha256');
  readonly #fields: SalientFields;
  /** Entries hashed so far. */
  length = 0;

  constructor(fields: SalientFields = shopFields) {
    this.#fields = fields;
  }

  onChange(change: Change): void {
    const name = `${change.db}.${change.coll}`;
    const fields = this.#fields[name];
    if (!fields) return;
    const before = pick(change.before, fields);
    const after = pick(change.after, fields);
    if (before !== after) this.#add(`${name} ${before} ${after}`);
  }

  onAnswer(answer: Answer): void {
    const { client, kind, key, status, body } = answer;
    const told = status >= 200 && status < 300 ? pick(body, toldFields[kind]) : '';
    this.#add(JSON.stringify([client, kind, key, status, told]));
  }

  /** The hash of everything so far, in hex; more may follow. */
  digest(): string {
    return this.#hash.copy().digest('hex');
  }

  /** One line each: JSON holds no bare line break, so two different histories never make the same bytes. */
  #add(entry: string): void {
    this.length++;
    this.#hash.update(`${entry}\n`);
  }
}
