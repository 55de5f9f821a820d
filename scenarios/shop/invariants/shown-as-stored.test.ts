import type { Document } from 'bson';
import { describe, expect, it } from 'vitest';
import { SHOP_DB } from './shop.ts';
import { askedAtRest, shownAsStored } from './shown-as-stored.ts';
import { Told } from './testing/told.ts';

const sold = () =>
  new Told(shownAsStored)
    .event('tea', 'restocked', 5)
    .event('tea', 'reserved', 2, 'A')
    .event('tea', 'adjusted', 9)
    .view('tea', 3, 3)
    .saga('A', 'confirmed', { step: 'confirm', reason: null, created_at: new Date(1000) })
    .saga('B', 'rejected', { step: 'reject', reason: 'out_of_stock', created_at: new Date(1000) })
    .set(SHOP_DB, 'payment_events', 'A:charge', { order_id: 'A', amount: 10 })
    .set(SHOP_DB, 'payment_events', 'A:charge-result', { order_id: 'A', amount: 10 });

const told = (kind: string, key: string, body: Document) =>
  sold().told({ kind: `${kind} at rest`, key, body });

describe('shown-as-stored', () => {
  const order = { product_id: 'tea', qty: 1, amount: 10, created_at: '1970-01-01T00:00:01.000Z' };
  const a = { order_id: 'A', ...order, status: 'confirmed', step: 'confirm', reason: null };
  const b = { order_id: 'B', ...order, status: 'rejected', step: 'reject', reason: 'out_of_stock' };

  it.each<[kind: string, key: string, body: Document]>([
    ['stock', 'tea', { product_id: 'tea', available_stock: 3, version: 3 }],
    ['view', 'tea', { product_id: 'tea', available_stock: 3, last_version: 3 }],
    ['views', '', { products: [{ product_id: 'tea', available_stock: 3, last_version: 3 }] }],
    ['orders', '', { orders: [b, a], next: null }],
    ['rejected orders', '', { orders: [b], next: null }],
    ['saga', 'A', a],
    ['order', 'A', { order_id: 'A', status: 'confirmed', step: 'confirm' }],
    ['order', 'B', { order_id: 'B', status: 'rejected', step: 'reject', reason: 'out_of_stock' }],
    ['lag', '', { instance: 'projector-1', behind_events: 0 }],
    ['health of payment', '', { status: 'ok', instance: 'payment-1', mongo: true }],
  ])('%s %s is right', (kind, key, body) => {
    expect(told(kind, key, body).broken).toEqual([]);
  });

  it.each<[kind: string, key: string, body: Document, wrong: string]>([
    ['stock', 'tea', { product_id: 'tea', available_stock: 3 }, 'product tea'],
    ['view', 'tea', { product_id: 'tea', available_stock: 5, last_version: 3 }, 'product tea'],
    ['orders', '', { orders: [a, b], next: null }, 'orders at rest'],
    ['order', 'A', { order_id: 'A', status: 'pending', step: 'confirm' }, 'order A'],
    ['lag', '', { behind_events: 1 }, 'lag at rest'],
    ['health of payment', '', { status: 'starting', mongo: true }, 'health of payment at rest'],
    ['payments', 'A', { events: [{ _id: 'A:charge', order_id: 'A', amount: 10 }] }, 'order A'],
  ])('%s %s is wrong', (kind, key, body, subject) => {
    expect(told(kind, key, body).broken).toEqual([expect.stringMatching(new RegExp(`^${subject} POST`))]);
  });
});

it('asks for what orders and deliveries were about, and for no more than a few of each', () => {
  const of = (kind: string, key: string, product_id: string) => ({
    ...{ kind, key, to: 'orchestrator', method: 'POST', path: '/orders', atMs: 0, client: 0 },
    payload: { product_id },
  });
  const many = Array.from({ length: 40 }, (_, i) => of('order', `o${i}`, `p${i}`));
  const asked = askedAtRest([of('bad', 'x'.repeat(300), 'y'), of('restock', 'r', 'a/b'), ...many]);
  const keys = (kind: string) => asked.filter((one) => one.kind === kind).map(({ key }) => key);
  expect(keys('saga at rest')).toEqual(['o0', 'o8', 'o16', 'o24', 'o32']);
  expect(keys('stock at rest')).toHaveLength(5);
  expect(asked.find(({ kind }) => kind === 'view at rest')).toMatchObject({
    path: '/products/a%2Fb',
    key: 'a/b',
  });
});
