/** Orders for people to look through: the newest first, a page at a time. */
import type { Filter, MongoClient } from 'mongodb';
import { SAGAS } from '../common/collections.ts';
import { HttpError } from '../common/http-error.ts';
import type { Saga } from './sagas.ts';

export interface OrdersQuery {
  status?: Saga['status'];
  product_id?: string;
  /** How many, in text; 50 when absent. */
  limit?: string;
  /** `next` of the page before. */
  after?: string;
}

const USUAL = 50;

/** As old as the one named, or older, and after it: many may be of one millisecond. */
function older(after: string): Filter<Saga> {
  const [time, orderId] = after.split('/');
  const at = new Date(time ?? '');
  if (orderId === undefined || Number.isNaN(at.getTime()))
    throw new HttpError(400, 'invalid', 'after must be the next of a page', 'after');
  return { $or: [{ created_at: { $lt: at } }, { created_at: at, _id: { $lt: orderId } }] };
}

/** A page of sagas as they are stored, and what to ask for to have the next: null at the end. */
export async function listOrders(
  mongo: MongoClient,
  { status, product_id, limit, after }: OrdersQuery,
): Promise<{ orders: Saga[]; next: string | null }> {
  const most = Number(limit ?? USUAL);
  const filter: Filter<Saga> = {
    ...(status && { status }),
    ...(product_id && { product_id }),
    ...(after && older(after)),
  };
  const sagas = mongo.db(SAGAS.db).collection<Saga>(SAGAS.name);
  const orders = await sagas.find(filter).sort({ created_at: -1, _id: -1 }).limit(most).toArray();
  const last = orders.length === most ? orders.at(-1) : undefined;
  return { orders, next: last ? `${last.created_at.toISOString()}/${last._id}` : null };
}
