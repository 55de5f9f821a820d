/** What the page knows, and how changes of the database change it. Nothing here knows of a browser. */
import type { Change, Control, Health, Order, Stock } from './api.ts';

export interface Product {
  product_id: string;
  /** By the event store. */
  stored: number;
  version: number;
  /** By the read model; null: it does not show it yet. */
  shown: number | null;
  lastVersion: number;
}

export interface Known {
  products: ReadonlyMap<string, Product>;
  /** The newest last. */
  orders: ReadonlyMap<string, Order>;
  health: readonly Health[];
  control: Control | null;
  /** Whether changes come. */
  isLive: boolean;
}

export const NOTHING: Known = {
  ...{ products: new Map(), orders: new Map(), health: [], control: null, isLive: false },
};

/** More than anybody looks through; the rest can be asked for by name. */
const ORDERS_KEPT = 500;

export function withProducts(known: Known, stored: readonly Stock[], shown: readonly Stock[]): Known {
  const views = new Map(shown.map((stock) => [stock.product_id, stock]));
  const products = stored.map(({ product_id, available_stock, version = 0 }): [string, Product] => {
    const view = views.get(product_id);
    return [
      product_id,
      {
        ...{ product_id, stored: available_stock, version },
        ...{ shown: view?.available_stock ?? null, lastVersion: view?.last_version ?? 0 },
      },
    ];
  });
  return { ...known, products: new Map(products) };
}

/** A page of them, the newest first, as they are asked for. */
export const withOrders = (known: Known, orders: readonly Order[]): Known => ({
  ...known,
  orders: new Map(orders.toReversed().map((order) => [order.order_id, order])),
});

const SIGN: Record<string, number> = { restocked: 1, reserved: -1, released: 1 };

export function changed(known: Known, changes: readonly Change[]): Known {
  const products = new Map(known.products);
  const orders = new Map(known.orders);
  for (const change of changes) {
    if (change.coll === 'events' && change.op === 'insert') onEvent(products, change.fields);
    else if (change.coll === 'products_view') onView(products, change);
    else if (change.coll === 'sagas') onSaga(orders, change);
  }
  for (const id of orders.keys()) {
    if (orders.size <= ORDERS_KEPT) break;
    orders.delete(id);
  }
  return { ...known, products, orders };
}

function onEvent(products: Map<string, Product>, fields: Change['fields']): void {
  const { stream_id: id, type, qty, version } = fields as Record<string, string | number>;
  const product_id = String(id);
  const before = products.get(product_id) ?? {
    ...{ product_id, stored: 0, version: 0, shown: null, lastVersion: 0 },
  };
  // What was asked for meanwhile has it already.
  if (Number(version) <= before.version) return;
  const stored = before.stored + (SIGN[String(type)] ?? 0) * Number(qty);
  products.set(product_id, { ...before, stored, version: Number(version) });
}

function onView(products: Map<string, Product>, { fields }: Change): void {
  const { product_id, available_stock, last_version } = fields as Partial<Stock>;
  const before = products.get(product_id ?? '');
  if (!before || (last_version ?? 0) < before.lastVersion) return;
  products.set(before.product_id, {
    ...before,
    shown: available_stock ?? before.shown,
    lastVersion: last_version ?? before.lastVersion,
  });
}

function onSaga(orders: Map<string, Order>, { id, op, fields }: Change): void {
  if (op === 'insert') {
    orders.set(id, { ...(fields as unknown as Order), order_id: id });
    return;
  }
  const before = orders.get(id);
  if (before) orders.set(id, { ...before, ...saga(fields, before) });
}

/** A part of the lease is named by its path. */
function saga(fields: Change['fields'], { lease }: Order): Partial<Order> {
  const { 'lease.owner': owner, 'lease.token': token, ...rest } = fields;
  return {
    ...(rest as Partial<Order>),
    lease: { owner: String(owner ?? lease.owner), token: Number(token ?? lease.token) },
  };
}
