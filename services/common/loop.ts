/** Work in the background that ends when told to, and never by an error. */
import type { Logger } from 'pino';

/** Resolves after `ms`, or at once when `signal` aborts. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}

/** Grows from 100 ms to 2 s, half of it drawn, so that those who failed together do not return together. */
export function backOffMs(attempts: number): number {
  const fullMs = Math.min(2000, 100 * 2 ** Math.min(attempts, 10));
  return fullMs / 2 + (Math.random() * fullMs) / 2;
}

/**
 * Runs `turn` again and again until `signal` aborts. After a failure, which is logged, the next turn waits longer
 * each time; after a success `everyMs` plus up to half of it again.
 */
export async function repeat(
  name: string,
  everyMs: number,
  signal: AbortSignal,
  log: Logger,
  turn: () => Promise<void>,
): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    try {
      await turn();
      failures = 0;
      await pause(everyMs * (1 + Math.random() / 2), signal);
    } catch (error) {
      if (signal.aborted) return;
      log.warn({ err: error }, `${name} failed, will go on`);
      await pause(backOffMs(failures++), signal);
    }
  }
}

/** Waits for `work`, but no longer than `ms`, and swallows its failure: for shutting down. */
export function settleWithin(ms: number, work: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    work.then(end, end);
  });
}
