import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Turns } from './turns.ts';

const held = () => {
  let release = () => {};
  const promise = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { promise, release };
};

describe('turns', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('works for one at a time, in order of arrival, whether or not the one before failed', async () => {
    const turns = new Turns(1000);
    const seen: string[] = [];
    const first = held();
    const a = turns.take('tea', () => first.promise.then(() => seen.push('a')));
    const b = turns.take('tea', async () => {
      seen.push('b');
      throw new Error('b failed');
    });
    const c = turns.take('tea', async () => seen.push('c'));
    await turns.take('coffee', async () => seen.push('another key'));
    first.release();
    await expect(b).rejects.toThrow('b failed');
    await Promise.all([a, c]);
    expect(seen).toEqual(['another key', 'a', 'b', 'c']);
  });

  it('turns away who waited too long', async () => {
    const turns = new Turns(1000);
    const [begun, first] = [held(), held()];
    const a = turns.take('tea', () => {
      begun.release();
      return first.promise;
    });
    const late = turns.take('tea', async () => 'too late');
    await begun.promise;
    vi.advanceTimersByTime(1001);
    first.release();
    await expect(late).rejects.toMatchObject({ status: 503 });
    await a;
    await expect(turns.take('tea', async () => 'in time')).resolves.toBe('in time');
  });
});
