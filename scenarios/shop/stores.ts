/** What of the shop's stores counts, and how it is told. */
import type { Document } from 'bson';
import type { Answer, Change, StoresSpec } from '../../groundhog/index.ts';
import { checkpoint, GATEWAY_DB, order, product, SHOP_DB } from './invariants/shop.ts';

export const shopStores: StoresSpec = {
  collections: [
    {
      db: SHOP_DB,
      coll: 'events',
      history: ['stream_id', 'version', 'type', 'qty', 'order_id', 'restock_id'],
      tellBy: 'version',
    },
    { db: SHOP_DB, coll: 'poison_events', history: ['stream_id', 'version'] },
    { db: SHOP_DB, coll: 'products_view', history: ['product_id', 'available_stock', 'last_version'] },
    { db: SHOP_DB, coll: 'checkpoints', history: [] },
    { db: GATEWAY_DB, coll: 'ledger', history: ['kind', 'order_id', 'amount', 'status'] },
    { db: SHOP_DB, coll: 'payment_events', history: ['order_id', 'type', 'amount', 'status'] },
    { db: SHOP_DB, coll: 'sagas', history: ['_id', 'status', 'product_id', 'qty', 'amount', 'reason'] },
  ],
  told: {
    order: ['order_id', 'status'],
    duplicate: ['order_id', 'status'],
    conflict: ['order_id', 'status'],
    bad: ['order_id', 'status'],
    'read-order': ['order_id', 'status'],
    'read-product': ['product_id', 'available_stock', 'last_version'],
  },
  subjectsOf({ coll, id, before, after }: Change): string[] {
    const doc: Document = after ?? before ?? {};
    if (coll === 'events') {
      const own = [product(doc.stream_id)];
      return doc.order_id === undefined ? own : [...own, order(doc.order_id)];
    }
    if (coll === 'poison_events') return [product(doc.stream_id)];
    if (coll === 'products_view') return [product(doc.product_id)];
    if (coll === 'checkpoints') return [checkpoint(id)];
    if (coll === 'sagas') return [order(id)];
    return doc.order_id === undefined ? [] : [order(doc.order_id)];
  },
  subjectOf: ({ kind, key }: Answer) => (kind === 'read-product' ? product(key) : order(key)),
  tell({ coll, op, after }: Change): string | undefined {
    if (op !== 'insert') return undefined;
    if (coll === 'events')
      return `event ${after?.stream_id} v${after?.version}: ${after?.type} ${after?.qty} (${after?.order_id ?? after?.restock_id ?? '–'})`;
    if (coll === 'ledger')
      return `ledger: ${after?.kind} of ${after?.amount} for ${after?.order_id} ${after?.status} (key ${after?.idempotency_key})`;
    return undefined;
  },
};
