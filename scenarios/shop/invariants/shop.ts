/**
 * Where the shop keeps what is judged: names of databases and collections, and how to read a change of each.
 * Written down apart from `services/` on purpose: the judge must not err together with the judged.
 */
import type { Document } from 'bson';
import type { Answer, Change } from '../../../groundhog/index.ts';

export const SHOP_DB = 'shop_db';
export const GATEWAY_DB = 'gateway_db';

export const order = (id: unknown): string => `order ${String(id)}`;
export const product = (id: unknown): string => `product ${String(id)}`;
export const checkpoint = (id: unknown): string => `checkpoint ${String(id)}`;

export function isIn(change: Change, coll: string, db: string = SHOP_DB): boolean {
  return change.coll === coll && change.db === db;
}

export function isTerminal(status: unknown): boolean {
  return status === 'confirmed' || status === 'rejected';
}

/** The body of an order that a saga and a request share: the same four fields say it is the same order. */
export function bodyOf(doc: Document, orderId: unknown = doc.order_id) {
  return { order_id: orderId, product_id: doc.product_id, qty: doc.qty, amount: doc.amount };
}

/** The field that a body is bad in, on purpose, and that its refusal must name; undefined for a good body. */
export const badField = ({ expect }: Pick<Answer, 'expect'>): string | undefined =>
  expect?.refused as string | undefined;

const ORDERS = new Set(['order', 'duplicate', 'conflict', 'bad']);

/** Whether it was an order that was sent, of whatever kind. */
export const isOrder = ({ kind }: Pick<Answer, 'kind'>): boolean => ORDERS.has(kind);
