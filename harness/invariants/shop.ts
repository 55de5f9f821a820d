/**
 * Where the shop keeps what is judged: names of databases and collections, and how to read a change of each.
 * Written down apart from `services/` on purpose: the judge must not err together with the judged.
 */
import type { Document } from 'bson';
import type { Change, Violation } from './invariant.ts';

export const SHOP_DB = 'shop_db';
export const GATEWAY_DB = 'gateway_db';

/** Every collection that belongs to the shop, in the order in which one may refer to those before it. */
export const COLLECTIONS: ReadonlyArray<{ db: string; coll: string }> = [
  { db: SHOP_DB, coll: 'events' },
  { db: SHOP_DB, coll: 'poison_events' },
  { db: SHOP_DB, coll: 'products_view' },
  { db: SHOP_DB, coll: 'checkpoints' },
  { db: GATEWAY_DB, coll: 'ledger' },
  { db: SHOP_DB, coll: 'payment_events' },
  { db: SHOP_DB, coll: 'sagas' },
];

export const order = (id: unknown): string => `order ${String(id)}`;
export const product = (id: unknown): string => `product ${String(id)}`;
export const checkpoint = (id: unknown): string => `checkpoint ${String(id)}`;

export function isIn(change: Change, coll: string, db: string = SHOP_DB): boolean {
  return change.coll === coll && change.db === db;
}

export function isTerminal(status: unknown): boolean {
  return status === 'confirmed' || status === 'rejected';
}

/** Makes the violations of one invariant. */
export function finder(invariant: string) {
  return (atMs: number, subject: string, message: string, related?: string[]): Violation =>
    related ? { invariant, atMs, subject, message, related } : { invariant, atMs, subject, message };
}

/** The body of an order that a saga and a request share: the same four fields say it is the same order. */
export function bodyOf(doc: Document, orderId: unknown = doc.order_id) {
  return { order_id: orderId, product_id: doc.product_id, qty: doc.qty, amount: doc.amount };
}
