/**
 * What clients are shown once all is at rest: each row says what is asked of whom, and what is right by what is stored. The
 * shop's own ways of finding and folding are not used, as in `streams.ts`.
 */
import type { Document } from 'bson';
import { type Asked, invariant, type PlannedRequest, type Stores } from '../../../groundhog/index.ts';
import { GATEWAY_DB, order, product, SHOP_DB } from './shop.ts';
import { unitsOf } from './streams.ts';

type Row = Pick<Asked, 'to' | 'path'> & {
  /** What is right; undefined: there is no such thing. */
  stored: (stores: Stores, key: string) => unknown;
  /** What of an answer counts, where something in it is nobody's business. */
  shown?: (body: Document) => unknown;
};

const FEW = 5;
const at = (id: string) => encodeURIComponent(id);
const sagaOf = (stores: Stores, id: string) => stores.get(SHOP_DB, 'sagas', id);

function shownSaga({ _id, ...saga }: Document) {
  return { order_id: _id, ...saga };
}

/** The newest first. */
function sagasOf(stores: Stores, isMeant: (saga: Document) => boolean): Document[] {
  const newer = (a: Document, b: Document) => b.created_at - a.created_at || (a._id < b._id ? 1 : -1);
  return [...stores.all(SHOP_DB, 'sagas')].filter(isMeant).sort(newer);
}

function pageOf(sagas: Document[]) {
  const page = sagas.slice(0, FEW);
  const last = page.at(-1);
  const isFull = last !== undefined && page.length === FEW;
  return {
    orders: page.map(shownSaga),
    next: isFull ? `${last.created_at.toISOString()}/${last._id}` : null,
  };
}

/** The newest first. */
function eventsOf(stores: Stores, product: string): Document[] {
  return [...stores.all(SHOP_DB, 'events')]
    .filter(({ stream_id }) => stream_id === product)
    .sort((a, b) => b.version - a.version);
}

function stockOf(stores: Stores, product_id: string) {
  const events = eventsOf(stores, product_id);
  const available_stock = events.reduce((units, event) => units + unitsOf(event), 0);
  return events[0] && { product_id, available_stock, version: events[0].version };
}

function viewOf(stores: Stores, product: string) {
  const stock = stockOf(stores, product);
  return (
    stock && { product_id: product, available_stock: stock.available_stock, last_version: stock.version }
  );
}

function productsOf(stores: Stores): string[] {
  return [...new Set([...stores.all(SHOP_DB, 'events')].map(({ stream_id }) => String(stream_id)))].sort();
}

const withoutId = ({ _id, ...others }: Document) => others;
const byId = (docs: Document[]) => docs.toSorted((a, b) => (a._id < b._id ? -1 : 1));
const ofOrder = (db: string, coll: string) => (stores: Stores, id: string) =>
  byId([...stores.all(db, coll)].filter(({ order_id }) => order_id === id));

const ofAll: Record<string, Row> = {
  'orders at rest': {
    ...{ to: 'orchestrator', path: `/orders?limit=${FEW}` },
    stored: (stores) => pageOf(sagasOf(stores, () => true)),
  },
  'rejected orders at rest': {
    ...{ to: 'orchestrator', path: `/orders?status=rejected&limit=${FEW}` },
    stored: (stores) => pageOf(sagasOf(stores, ({ status }) => status === 'rejected')),
  },
  'stocks at rest': {
    ...{ to: 'inventory', path: '/products' },
    stored: (stores) => ({ products: productsOf(stores).map((id) => stockOf(stores, id)) }),
  },
  'views at rest': {
    ...{ to: 'projector', path: '/products' },
    stored: (stores) => ({ products: productsOf(stores).map((id) => viewOf(stores, id)) }),
  },
  'lag at rest': {
    ...{ to: 'projector', path: '/lag' },
    shown: ({ behind_events }) => behind_events,
    stored: () => 0,
  },
  ...Object.fromEntries(
    ['orchestrator', 'inventory', 'payment', 'projector', 'gateway'].map((to): [string, Row] => [
      `health of ${to} at rest`,
      {
        ...{ to, path: '/health' },
        shown: ({ status, mongo }) => ({ status, mongo }),
        stored: () => ({ status: 'ok', mongo: true }),
      },
    ]),
  ),
};

const ofProduct = (id: string): Record<string, Row> => ({
  'stock at rest': { to: 'inventory', path: `/products/${at(id)}`, stored: stockOf },
  'view at rest': { to: 'projector', path: `/products/${at(id)}`, stored: viewOf },
  'events at rest': {
    ...{ to: 'inventory', path: `/products/${at(id)}/events?before=${FEW + 3}&limit=${FEW}` },
    stored(stores, product) {
      const all = eventsOf(stores, product);
      const page = all.filter(({ version }) => version < FEW + 3).slice(0, FEW);
      const next = page.length === FEW ? page.at(-1)!.version : null;
      return all.length === 0 ? undefined : { events: page.map(withoutId), next };
    },
  },
});

/** Where it can be watched is stored nowhere. */
const unwatched = ({ workflow_url, ...shown }: Document) => shown;

const ofOrderAlone = (id: string): Record<string, Row> => ({
  'saga at rest': {
    ...{ to: 'orchestrator', path: `/orders/${at(id)}/saga`, shown: unwatched },
    stored(stores, order) {
      const saga = sagaOf(stores, order);
      return saga && shownSaga(saga);
    },
  },
  'order at rest': {
    ...{ to: 'orchestrator', path: `/orders/${at(id)}`, shown: unwatched },
    stored(stores, order) {
      const saga = sagaOf(stores, order);
      if (!saga) return undefined;
      const { status, step, reason } = saga;
      return { order_id: order, status, step, ...(reason !== null && { reason }) };
    },
  },
  'payments at rest': {
    ...{ to: 'payment', path: `/payments?order_id=${at(id)}` },
    shown: ({ events }) => ({ events: byId(events) }),
    stored: (stores, order) => ({ events: ofOrder(SHOP_DB, 'payment_events')(stores, order) }),
  },
  'ledger at rest': {
    ...{ to: 'gateway', path: `/ledger?order_id=${at(id)}` },
    shown: ({ entries }) => ({ entries: byId(entries) }),
    stored: (stores, order) => ({ entries: ofOrder(GATEWAY_DB, 'ledger')(stores, order) }),
  },
});

const ofNoProduct = ofProduct('');
const rows: Record<string, Row> = { ...ofAll, ...ofNoProduct, ...ofOrderAlone('') };

/** Some from the beginning to the end. */
function someOf(keys: readonly string[]): string[] {
  const step = Math.max(1, Math.ceil(keys.length / FEW));
  return keys.filter((_, i) => i % step === 0);
}

/** What is asked of whom, of what these requests were about. */
export function askedAtRest(requests: readonly PlannedRequest[]): Asked[] {
  const orders = requests.filter(({ kind }) => kind === 'order').map(({ key }) => key);
  const named = requests
    .filter(({ kind }) => kind === 'order' || kind === 'restock')
    .map(({ payload }) => (payload as { product_id: string }).product_id);
  const products = [...new Set(named)];
  const asked = (of: Record<string, Row>, key = ''): Asked[] =>
    Object.entries(of).map(([kind, { to, path }]) => ({ kind, key, to, method: 'GET', path }));
  return [
    ...asked(ofAll),
    ...someOf(products).flatMap((id) => asked(ofProduct(id), id)),
    ...someOf(orders).flatMap((id) => asked(ofOrderAlone(id), id)),
  ];
}

export const shownAsStored = invariant.shownAtRest({
  name: 'shown-as-stored',
  says: 'Once all is at rest, what a client is shown is what the stores hold, nothing lags, and every service says it is well.',
  kinds: Object.keys(rows),
  stored: ({ kind, key }, stores) => rows[kind]!.stored(stores, key),
  shown: (body, { kind }) => rows[kind]!.shown?.(body) ?? body,
  subject: ({ kind, key }) => (key === '' ? kind : kind in ofNoProduct ? product(key) : order(key)),
});
