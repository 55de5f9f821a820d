import { expect, test } from 'vitest';
import type { Answer } from '../../../groundhog/index.ts';
import { Judge } from '../../../harness/invariants/index.ts';
import shop from '../index.ts';
import { orderLedger } from './ledger.ts';
import { moneyOf } from './money.ts';

type Stored = [db: string, coll: string, doc: { _id: string; [field: string]: unknown }];

function storesWith(docs: Stored[]) {
  const judge = new Judge(shop);
  for (const [db, coll, after] of docs)
    judge.onChange({ atMs: 0, clusterTime: 1n, db, coll, op: 'insert', id: after._id, before: null, after });
  return judge.stores;
}

const saga = (_id: string, status: string, reason: string | null = null): Stored => [
  'shop_db',
  'sagas',
  { _id, status, reason, product_id: 'p', qty: 1, amount: 10 },
];
const asked = { key: 'a', to: 'orchestrator', method: 'POST', path: '/orders' };
const answer = (kind: string, status: number, more: Partial<Answer> = {}): Answer => ({
  ...{ kind, ...asked, sentMs: 0, atMs: 1, client: 'c', status, body: null, ...more },
});

test.each([
  [202, 'accepted'],
  [422, 'refused'],
  [409, 'unknown'],
  [503, 'unknown'],
  [0, 'unknown'],
])('an order answered %i is %s', (status, is) => {
  expect(orderLedger.told(answer('order', status))).toEqual({ id: 'a', is });
});

test('neither a bad body nor a look at an order is one', () => {
  expect(orderLedger.told(answer('bad', 400, { expect: { refused: 'qty' } }))).toBeUndefined();
  expect(orderLedger.told(answer('read-order', 200))).toBeUndefined();
});

test('orders stand as their sagas do, and each end is told in words', () => {
  const stores = storesWith([
    saga('a', 'confirmed'),
    saga('b', 'rejected', 'out_of_stock'),
    saga('c', 'pending'),
  ]);
  expect([...orderLedger.stored(stores)]).toEqual([
    ['a', 'confirmed'],
    ['b', 'rejected: out_of_stock'],
    ['c', null],
  ]);
  for (const end of ['confirmed', 'rejected: out_of_stock']) expect(orderLedger.ends).toHaveProperty([end]);
});

test('money is what the bank moved against what was confirmed', () => {
  const entry = (_id: string, kind: string, status: string, amount: number): Stored => [
    'gateway_db',
    'ledger',
    { _id, kind, status, amount, order_id: 'o' },
  ];
  const stores = storesWith([
    saga('confirmed', 'confirmed'),
    entry('a', 'charge', 'succeeded', 10),
    entry('b', 'charge', 'succeeded', 7),
    entry('c', 'refund', 'succeeded', 7),
    entry('d', 'charge', 'declined', 99),
  ]);
  const { rows } = moneyOf(stores);
  expect(rows.map(({ value, isWrong }) => [value, isWrong ?? false])).toEqual([
    [17, false],
    [7, false],
    [10, false],
    [0, false],
  ]);
});
