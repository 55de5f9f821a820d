import { expect, test } from 'vitest';
import shop from '../../scenarios/shop/index.ts';
import { type Answer, Judge } from '../invariants/index.ts';
import { Ledger, moneyOf } from './ledger.ts';

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

function told(ledger: Ledger, key: string, ...statuses: number[]): void {
  for (const status of statuses) {
    const asked = { kind: 'order', key, to: 'orchestrator', method: 'POST', path: '/orders' };
    const answer: Answer = { ...asked, sentMs: 0, atMs: 1, client: 'c', status, body: null };
    ledger.onAnswer(answer);
  }
}

test('every order sent is accounted for exactly once', () => {
  const ledger = new Ledger();
  told(ledger, 'confirmed', 202);
  told(ledger, 'confirmed later', 0, 202, 409);
  told(ledger, 'sold out', 202);
  told(ledger, 'refused', 422);
  told(ledger, 'unknown, was confirmed', 0);
  told(ledger, 'unknown, was rejected', 503);
  told(ledger, 'unknown, never arrived', 0, 0);
  told(ledger, 'under way', 202);
  const stores = storesWith([
    saga('confirmed', 'confirmed'),
    saga('confirmed later', 'confirmed'),
    saga('sold out', 'rejected', 'out_of_stock'),
    saga('unknown, was confirmed', 'confirmed'),
    saga('unknown, was rejected', 'rejected', 'payment_declined'),
    saga('under way', 'pending'),
  ]);
  expect(ledger.account(stores, true)).toEqual({
    sent: 8,
    confirmed: 2,
    rejected: { out_of_stock: 1 },
    refused: 1,
    unknown: { confirmed: 1, rejected: 1, absent: 1 },
    open: 1,
    unaccounted: 0,
    undetermined: 0,
  });
});

test('an acceptance that left nothing behind, or a refusal that did, is not accounted for', () => {
  const ledger = new Ledger();
  told(ledger, 'promised', 202);
  told(ledger, 'refused', 400);
  expect(ledger.account(storesWith([saga('refused', 'confirmed')]), true).unaccounted).toBe(2);
});

test('of stores that were not read to the end, only what was seen is told; the rest is unknown', () => {
  const ledger = new Ledger();
  told(ledger, 'confirmed', 202);
  told(ledger, 'under way', 202);
  told(ledger, 'not seen', 202);
  told(ledger, 'unanswered, not seen', 0);
  told(ledger, 'unanswered, was confirmed', 0);
  told(ledger, 'refused', 422);
  const seen = [
    saga('confirmed', 'confirmed'),
    saga('under way', 'pending'),
    saga('unanswered, was confirmed', 'confirmed'),
  ];
  const account = ledger.account(storesWith(seen), false);
  expect(account).toEqual({
    sent: 6,
    confirmed: 1,
    rejected: {},
    refused: 1,
    unknown: { confirmed: 1, rejected: 0, absent: null },
    open: null,
    unaccounted: null,
    undetermined: 3,
  });
  // What was seen to contradict an answer does so whatever else may come.
  expect(ledger.account(storesWith([saga('refused', 'pending')]), false).unaccounted).toBe(1);
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
  expect(moneyOf(stores)).toEqual({ charged: 17, refunded: 7, confirmed: 10 });
});
