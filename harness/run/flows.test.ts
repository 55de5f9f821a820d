import { expect, test } from 'vitest';
import type { Change } from '../invariants/index.ts';
import { Flows } from './flows.ts';

const change = (
  coll: string,
  atMs: number,
  after: NonNullable<Change['after']>,
  before: Change['before'] = null,
): Change => ({
  atMs,
  clusterTime: 1n,
  db: 'shop_db',
  coll,
  op: before ? 'update' : 'insert',
  id: after._id,
  before,
  after,
});
const accepted = (key: string, atMs: number, status = 202) =>
  ({
    ...{ kind: 'order', key, to: 'orchestrator', method: 'POST', path: '/orders' },
    ...{ sentMs: atMs - 1, atMs, client: 'c', status, body: null },
  }) as const;

test('completion counts from the first 202 to the end, whichever is seen first', () => {
  const flows = new Flows(1000, () => 0);
  flows.onAnswer(accepted('a', 100));
  flows.onAnswer(accepted('a', 150));
  flows.onChange(change('sagas', 130, { _id: 'a', status: 'pending' }));
  flows.onChange(change('sagas', 300, { _id: 'a', status: 'confirmed' }, { _id: 'a', status: 'pending' }));
  flows.onChange(change('sagas', 400, { _id: 'a', status: 'confirmed' }, { _id: 'a', status: 'confirmed' }));
  flows.onChange(change('sagas', 1500, { _id: 'b', status: 'rejected' }, { _id: 'b', status: 'pending' }));
  flows.onAnswer(accepted('b', 1450));
  const { all, maxMs } = flows.completion;
  expect(all.count).toBe(2);
  // Two digits are kept for what is drawn.
  expect(maxMs[0]! / 200).toBeCloseTo(1, 1);
  expect(maxMs[1]! / 50).toBeCloseTo(1, 1);
});

test('what began in the warm-up is not counted', () => {
  const flows = new Flows(1000, () => 0);
  flows.onAnswer(accepted('a', -100));
  flows.onChange(change('sagas', 50, { _id: 'a', status: 'confirmed' }));
  expect(flows.completion.all.count).toBe(0);
});

test('projection lag is from the timestamp of each event to the view that has reached it', () => {
  const epochMs = 1_000_000;
  const flows = new Flows(1000, () => epochMs);
  const event = (version: number, ms: number) =>
    change('events', ms + 1, { _id: version, stream_id: 'p', version, timestamp: new Date(epochMs + ms) });
  flows.onChange(event(1, 10));
  flows.onChange(event(2, 20));
  flows.onChange(event(3, 30));
  flows.onChange(change('products_view', 60, { _id: 'v', product_id: 'p', last_version: 2 }));
  expect(flows.projection.all.count).toBe(2);
  expect(flows.projection.all.maxMs).toBeCloseTo(50, 0);
  flows.onChange(change('products_view', 90, { _id: 'v', product_id: 'p', last_version: 3 }));
  expect(flows.projection.all.count).toBe(3);
});
