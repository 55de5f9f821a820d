import { expect, test, vi } from 'vitest';
import type { Change } from '../invariants/index.ts';
import { comesToRest, Quiet } from './quiet.ts';

const change = (coll: string, id: string, after: NonNullable<Change['after']>): Change => ({
  ...{ atMs: 0, clusterTime: 1n, db: 'shop_db', op: 'insert', before: null },
  ...{ coll, id, after },
});

test('left are orders without an end, and events that the view has not come to', () => {
  const quiet = new Quiet();
  quiet.onChange(change('sagas', 'a', { _id: 'a', status: 'pending' }));
  quiet.onChange(change('events', 'e', { _id: 'e', stream_id: 'p', version: 3 }));
  expect([quiet.openOrders, quiet.eventsBehind, quiet.left]).toEqual([1, 3, 4]);
  quiet.onChange(change('sagas', 'a', { _id: 'a', status: 'rejected' }));
  quiet.onChange(change('products_view', 'v', { _id: 'v', product_id: 'p', last_version: 3 }));
  expect(quiet.left).toBe(0);
});

test('a pile that sinks is waited for, one that stands still is not', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] });
  try {
    const { signal } = new AbortController();
    const started = performance.now();
    const sinking = comesToRest(() => Math.max(0, 100 - Math.floor((performance.now() - started) / 1000)), {
      ...{ forMs: 1000, stillMs: 5000, signal },
    });
    await vi.advanceTimersByTimeAsync(200_000);
    expect(await sinking).toBe(true);
    const standing = comesToRest(() => 3, { forMs: 1000, stillMs: 5000, signal });
    await vi.advanceTimersByTimeAsync(5100);
    expect(await standing).toBe(false);
    expect(await comesToRest(() => 3, { forMs: 1, stillMs: 1, signal: AbortSignal.abort() })).toBe(false);
  } finally {
    vi.useRealTimers();
  }
});
