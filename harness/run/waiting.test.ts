import { expect, test } from 'vitest';
import { atMost, interruptible } from './waiting.ts';

const never = new Promise<never>(() => {});

test('work that never ends is not waited for longer than said, and one that fails is no failure', async () => {
  await atMost(1, never);
  await atMost(60_000, Promise.reject(new Error('away')));
  await atMost(60_000, undefined);
});

test('an interruption is told at once, whatever the work does', async () => {
  const abort = new AbortController();
  const waiting = interruptible(abort.signal, never);
  abort.abort();
  await expect(waiting).rejects.toThrow('interrupted');
  await expect(interruptible(abort.signal, never)).rejects.toThrow('interrupted');
  await expect(interruptible(new AbortController().signal, Promise.resolve(1))).resolves.toBe(1);
});
