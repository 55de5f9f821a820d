/** All that the shop stores: collections, their indexes, and the products it opens with. */
import { type IndexDescription, type MongoClient, MongoServerError } from 'mongodb';
import type { StockEvent } from './stock.ts';

export interface CollectionDefinition {
  db: string;
  name: string;
  indexes: IndexDescription[];
}

const shop = (name: string, ...indexes: IndexDescription[]) => ({ db: 'shop_db', name, indexes });

/** One document per order. The partial index holds the unfinished ones only, so that looking for them stays cheap. */
export const SAGAS = shop(
  'sagas',
  { key: { status: 1 }, partialFilterExpression: { status: 'pending' } },
  // For people, who look at the newest first.
  { key: { created_at: -1, _id: -1 } },
);
/** The event store of the inventory. The unique index is what makes an append carry an expected version. */
export const EVENTS = shop('events', { key: { stream_id: 1, version: 1 }, unique: true });
export const PAYMENT_EVENTS = shop('payment_events', { key: { order_id: 1 } }, { key: { timestamp: -1 } });
export const PRODUCTS_VIEW = shop('products_view', { key: { product_id: 1 }, unique: true });
export const CHECKPOINTS = shop('checkpoints');
/** Events that no reader could make sense of, and why. */
export const POISON_EVENTS = shop('poison_events');
/** The bank's own book, in its own database: the shop never reads it. */
export const LEDGER: CollectionDefinition = {
  db: 'gateway_db',
  name: 'ledger',
  indexes: [{ key: { order_id: 1 } }],
};

export const ALL_COLLECTIONS = [
  SAGAS,
  EVENTS,
  PAYMENT_EVENTS,
  PRODUCTS_VIEW,
  CHECKPOINTS,
  POISON_EVENTS,
  LEDGER,
];

export const SEED_PRODUCTS = [
  { product_id: 'iphone-15', stock: 1000 },
  { product_id: 'macbook-air', stock: 500 },
  { product_id: 'airpods-pro', stock: 2000 },
  { product_id: 'last-one', stock: 1 },
];

const NAMESPACE_EXISTS = 48;

/** Creates what is missing and leaves what is there; may run many times and from many places at once. */
export async function ensureCollections(
  client: MongoClient,
  definitions: CollectionDefinition[],
): Promise<void> {
  for (const { db, name, indexes } of definitions) {
    await client
      .db(db)
      .createCollection(name)
      .catch((error: unknown) => {
        if (!(error instanceof MongoServerError && error.code === NAMESPACE_EXISTS)) throw error;
      });
    if (indexes.length > 0) await client.db(db).collection(name).createIndexes(indexes);
  }
}

/** Gives each product its first event unless its stream has begun already. The view follows by projection. */
export async function seedProducts(client: MongoClient, products = SEED_PRODUCTS): Promise<void> {
  const events = client.db(EVENTS.db).collection<StockEvent>(EVENTS.name);
  for (const { product_id, stock } of products) {
    const first = { type: 'restocked' as const, qty: stock, timestamp: new Date(), order_id: 'seed' };
    await events.updateOne({ stream_id: product_id, version: 1 }, { $setOnInsert: first }, { upsert: true });
  }
}
