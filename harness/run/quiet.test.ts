import { expect, test, vi } from 'vitest';
import { comesToRest } from './quiet.ts';

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
