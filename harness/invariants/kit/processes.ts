import type { Invariant } from '../invariant.ts';
import { invariant } from '../make.ts';

/** No process ends by an error that nobody caught. */
export function noUncaughtError(): Invariant {
  return invariant('no uncaught error', 'No process ends by an error that nobody caught.', (found) => ({
    onExit: ({ atMs, process, error }) =>
      error === null ? [] : [found(atMs, process, `ended by an error that nobody caught: ${error}`)],
  }));
}

/**
 * A process that is asked to end (SIGTERM) does so in time, by itself and with exit code 0. In the simulator it must call
 * `process.exit` for that: one that only has nothing left to do goes on there.
 */
export function closesWithin(ms: number): Invariant {
  const says = `A process that is asked to end does so within ${ms} ms, by itself and with exit code 0.`;
  return invariant(`closes within ${ms} ms`, says, (found) => ({
    onExit({ atMs, process, code, signal, afterAskedMs }) {
      if (afterAskedMs === null) return [];
      const took = `${Math.round(afterAskedMs)} ms after it was asked to`;
      // Who has no handler ends by the signal it was sent, at once: that is an answer too.
      if (signal !== null && signal !== 'SIGTERM')
        // Whoever deploys may have less patience.
        return afterAskedMs <= ms
          ? []
          : [found(atMs, process, `had not ended ${took}, and was killed by ${signal}`)];
      if (code !== null && code !== 0) return [found(atMs, process, `ended with ${code}, ${took}`)];
      return afterAskedMs > ms ? [found(atMs, process, `ended only ${took}`)] : [];
    },
  }));
}
