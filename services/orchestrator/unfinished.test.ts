import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Trace } from './sagas.ts';
import { Unfinished } from './unfinished.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => vi.useRealTimers());

const trace = (_id: string, rev = 1): Trace => ({ _id, rev, lease: { owner: 'x', token: 1 } });

test('one stands still from when it was first asked about at its revision', () => {
  const unfinished = new Unfinished();
  unfinished.look([trace('a')]);
  expect(unfinished.unchangedMs(trace('a'))).toBeNull();
  vi.advanceTimersByTime(500);
  expect(unfinished.unchangedMs(trace('a'))).toBe(500);
  expect(unfinished.unchangedMs(trace('a', 2))).toBeNull();
  vi.advanceTimersByTime(100);
  expect(unfinished.unchangedMs(trace('a', 2))).toBe(100);
  unfinished.forgive(trace('a'));
  expect(unfinished.unchangedMs(trace('a', 2))).toBeNull();
});

test('they are told by the one that has been known for longest, and what has ended is forgotten', () => {
  const unfinished = new Unfinished();
  expect(unfinished.told).toEqual({ sagas: 0, oldestMs: 0 });
  unfinished.look([trace('a')]);
  vi.advanceTimersByTime(300);
  unfinished.look([trace('a'), trace('b')]);
  vi.advanceTimersByTime(200);
  expect(unfinished.told).toEqual({ sagas: 2, oldestMs: 500 });
  unfinished.unchangedMs(trace('a'));
  unfinished.look([trace('b')]);
  expect(unfinished.told).toEqual({ sagas: 1, oldestMs: 200 });
  unfinished.look([trace('a'), trace('b')]);
  expect(unfinished.unchangedMs(trace('a'))).toBeNull();
});
