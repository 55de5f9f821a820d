import { expect, test } from 'vitest';
import type { Change, Order } from './api.ts';
import { changed, NOTHING, withOrders, withProducts } from './store.ts';

const change = (coll: string, op: Change['op'], id: string, fields: object): Change => ({
  ...{ coll, op, id, at: '2026-01-01T00:00:00.000Z' },
  fields: { ...fields },
});
const tea = withProducts(
  NOTHING,
  [{ product_id: 'tea', available_stock: 10, version: 3 }],
  [{ product_id: 'tea', available_stock: 11, last_version: 2 }],
);

test('stock follows its events, each once, and the read model its own changes', () => {
  const reserved = { stream_id: 'tea', type: 'reserved', qty: 2, version: 4 };
  const shown = { product_id: 'tea', available_stock: 10, last_version: 3 };
  const { products } = changed(tea, [
    change('events', 'insert', 'old', { ...reserved, version: 3 }),
    change('events', 'insert', 'new', reserved),
    change('products_view', 'update', 'v', shown),
    change('products_view', 'update', 'v', { ...shown, available_stock: 11, last_version: 2 }),
    change('events', 'insert', 'first', { stream_id: 'milk', type: 'restocked', qty: 7, version: 1 }),
  ]);
  expect([...products.values()]).toEqual([
    { product_id: 'tea', stored: 8, version: 4, shown: 10, lastVersion: 3 },
    { product_id: 'milk', stored: 7, version: 1, shown: null, lastVersion: 0 },
  ]);
});

test('an order goes through its steps, and changes hands', () => {
  const order = { product_id: 'tea', status: 'pending', step: 'reserve', lease: { owner: 'a', token: 1 } };
  const { orders } = changed(NOTHING, [
    change('sagas', 'insert', 'ORD-1', order),
    change('sagas', 'update', 'ORD-1', { step: 'charge', rev: 2 }),
    change('sagas', 'update', 'ORD-1', { 'lease.owner': 'b', 'lease.token': 2 }),
    change('sagas', 'update', 'ORD-0', { step: 'confirm' }),
  ]);
  expect([...orders.values()]).toEqual([
    { ...order, order_id: 'ORD-1', step: 'charge', rev: 2, lease: { owner: 'b', token: 2 } },
  ]);
});

test('the newest orders are kept, and they alone', () => {
  const page = ['ORD-b', 'ORD-a'].map((order_id) => ({ order_id }) as Order);
  const many = Array.from({ length: 499 }, (_, i) => change('sagas', 'insert', `ORD-${i}`, {}));
  const { orders } = changed(withOrders(NOTHING, page), many);
  expect(orders.size).toBe(500);
  expect([...orders.keys()].slice(0, 2)).toEqual(['ORD-b', 'ORD-0']);
});
