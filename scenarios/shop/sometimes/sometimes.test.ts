/** For each state a few moments in which it is reached, and some in which it is not quite. */
import { describe, expect, test } from 'vitest';
import type { Answer, Change } from '../../../harness/invariants/index.ts';
import { Mirror } from '../../../harness/invariants/stores.ts';
import { Reached, type Signal } from '../../../harness/sometimes/sometimes.ts';
import { shopSometimes } from './index.ts';

type Moment = { change: Change } | { answer: Answer } | { signal: Signal };
type Doc = Record<string, unknown>;

function changed(coll: string, after: Doc, before: Doc | null = null, db = 'shop_db'): Moment {
  const op = before ? 'update' : 'insert';
  return { change: { atMs: 0, clusterTime: 0n, db, coll, op, id: after._id ?? 1, before, after } };
}
const saga = (after: Doc, before: Doc | null = null) =>
  changed('sagas', { _id: 'A', ...after }, before && { _id: 'A', ...before });
const lease = (owner: string, token: number) => ({ lease: { owner, token } });
const asked = { to: 'orchestrator', method: 'POST', path: '/orders' };
const told = (status: number, more: Partial<Answer> = {}): Moment => ({
  answer: { ...asked, client: 'c', sentMs: 0, atMs: 0, kind: 'order', key: 'A', status, body: null, ...more },
});
const arrives = (path: string, order: string): Moment => ({
  signal: { kind: 'request', to: 'inventory', method: 'POST', path, payload: { order_id: order } },
});
const collision = (ns: string, key: Doc): Moment => ({ signal: { kind: 'duplicate-key', ns, key } });
const fence = (token: number): Moment => ({
  signal: {
    kind: 'write-matched-nothing',
    ns: 'shop_db.sagas',
    filter: { _id: 'A', 'lease.token': token, rev: 3 },
  },
});
const view = (from: number | null, to: number) =>
  changed('products_view', { last_version: to }, from === null ? null : { last_version: from });
const ledger = (kind: string) => changed('ledger', { kind }, null, 'gateway_db');
const lost: Moment = { signal: { kind: 'history-lost' } };

/** Name → moments that reach it, moments that do not. */
const cases: Record<string, [reached: Moment[], not: Moment[]]> = {
  confirmed: [[saga({ status: 'confirmed' })], [saga({ status: 'pending' })]],
  ...Object.fromEntries(
    ['out_of_stock', 'payment_declined', 'inventory_unavailable', 'payment_unavailable'].map((reason) => [
      `rejected: ${reason}`,
      [
        [saga({ status: 'rejected', reason })],
        [saga({ status: 'pending', reason }), saga({ status: 'rejected', reason: 'x' })],
      ],
    ]),
  ),
  ...Object.fromEntries(
    ['reserve', 'charge', 'release', 'refund'].map((step) => [
      `${step} tried again`,
      [[saga({ step, attempts: 1 })], [saga({ step, attempts: 0 }), saga({ step: 'x', attempts: 1 })]],
    ]),
  ),
  'units released': [
    [changed('events', { type: 'released', qty: 2 })],
    [changed('events', { type: 'released', qty: 0 }), changed('events', { type: 'reserved', qty: 2 })],
  ],
  'release before reserve': [
    [changed('events', { type: 'released', qty: 0 })],
    [changed('events', { type: 'released', qty: 1 })],
  ],
  'late reserve': [
    [changed('events', { type: 'released', qty: 0, order_id: 'A' }), arrives('/reserve', 'A')],
    [
      arrives('/reserve', 'A'),
      changed('events', { type: 'released', qty: 0, order_id: 'A' }),
      arrives('/release', 'A'),
      arrives('/reserve', 'B'),
    ],
  ],
  'money refunded': [[ledger('refund')], [ledger('charge')]],
  'charge voided': [
    [changed('payment_events', { type: 'charge', status: 'voided' })],
    [changed('payment_events', { type: 'charge', status: 'requested' })],
  ],
  'late charge': [
    [changed('payment_events', { type: 'charge', status: 'voided', order_id: 'A' }), arrives('/charge', 'A')],
    [
      changed('payment_events', { type: 'charge', status: 'succeeded', order_id: 'A' }),
      arrives('/charge', 'A'),
      changed('payment_events', { type: 'refund', status: 'requested', order_id: 'A' }),
      arrives('/refund', 'A'),
    ],
  ],
  'lost bank reply settled': [
    [
      collision('gateway_db.ledger', { _id: 'charge:A' }),
      changed('payment_events', { order_id: 'A', type: 'charge', status: 'succeeded' }),
    ],
    [
      changed('payment_events', { order_id: 'A', type: 'charge', status: 'succeeded' }),
      collision('gateway_db.ledger', { _id: 'charge:B' }),
      changed('payment_events', { order_id: 'B', type: 'charge', status: 'requested' }),
      changed('payment_events', { order_id: 'C', type: 'charge', status: 'succeeded' }),
    ],
  ],
  'lease taken over': [[saga(lease('o2', 2), lease('o1', 1))], [saga(lease('o1', 2), lease('o1', 1))]],
  'lease taken up again': [[saga(lease('o1', 2), lease('o1', 1))], [saga(lease('o2', 2), lease('o1', 1))]],
  'fenced off': [
    [saga(lease('o2', 2)), fence(1)],
    [saga(lease('o2', 2)), fence(2)],
  ],
  'duplicate answered': [
    [told(202), told(202)],
    [told(202), told(202, { key: 'B' }), told(503)],
  ],
  'unanswered order sent again': [
    [told(0), told(202)],
    [told(202), told(0), told(202, { key: 'B' })],
  ],
  'conflict answered': [[told(409)], [told(400), told(409, { kind: 'read-product' })]],
  'bad body refused': [
    [told(400, { expect: { refused: 'qty' } })],
    [told(400), told(503, { expect: { refused: 'qty' } })],
  ],
  'product not there yet': [[told(422)], [told(422, { expect: { refused: 'product_id' } }), told(404)]],
  'delivery told of again': [[told(409, { kind: 'restock' })], [told(409), told(200, { kind: 'restock' })]],
  'shop unavailable': [[told(503)], [told(500), told(0)]],
  'append collided': [
    [collision('shop_db.events', { version: 3 })],
    [collision('shop_db.sagas', { _id: 'A' })],
  ],
  'projector resumed': [[{ signal: { kind: 'stream-resumed' } }], [lost]],
  'history lost': [[lost], [{ signal: { kind: 'stream-resumed' } }]],
  'view rebuilt': [
    [lost, view(3, 7)],
    [view(3, 7), lost, view(7, 8), view(null, 9)],
  ],
  'poison event set aside': [[changed('poison_events', { reason: 'x' })], [changed('events', { type: 'x' })]],
  'fail-over': [
    [{ signal: { kind: 'became-primary', term: 2 } }],
    [{ signal: { kind: 'became-primary', term: 1 } }],
  ],
  'rolled back': [
    [{ signal: { kind: 'rolled-back', entries: 1 } }],
    [{ signal: { kind: 'rolled-back', entries: 0 } }],
  ],
  'copied anew': [[{ signal: { kind: 'copied-anew' } }], [lost]],
  'write answered from its session': [
    [{ signal: { kind: 'write-answered-again', ns: 'shop_db.sagas' } }],
    [lost],
  ],
  'write waited': [[{ signal: { kind: 'write-waited', ns: 'shop_db.sagas' } }], [lost]],
};

function reachedBy(moments: Moment[]): string[] {
  const stores = new Mirror();
  const reached = new Reached(shopSometimes, stores);
  for (const moment of moments) {
    if ('change' in moment) {
      stores.apply(moment.change);
      reached.onChange(moment.change);
    } else if ('answer' in moment) reached.onAnswer(moment.answer);
    else reached.onSignal(moment.signal);
  }
  return reached.names;
}

describe.each(shopSometimes.map(({ name }) => name))('%s', (name) => {
  test('is reached', () => expect(reachedBy(cases[name]![0])).toContain(name));
  test('is not reached by what only looks like it', () =>
    expect(reachedBy(cases[name]![1])).not.toContain(name));
});

test('names are given once, sorted, and are those of the cases', () => {
  expect(Object.keys(cases).sort()).toEqual(shopSometimes.map(({ name }) => name).sort());
  expect(reachedBy([lost, lost, ...cases.confirmed![0]])).toEqual(['confirmed', 'history lost']);
});
