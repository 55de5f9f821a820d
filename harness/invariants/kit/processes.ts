import type { Invariant } from '../invariant.ts';
import { finder } from './violations.ts';

/** No process ends by an error that nobody caught. */
export function noUncaughtError(): Invariant {
  const name = 'no uncaught error';
  const found = finder(name);
  return {
    name,
    says: 'No process ends by an error that nobody caught.',
    create: () => ({
      onExit: ({ atMs, process, error }) =>
        error === null ? [] : [found(atMs, process, `ended by an error that nobody caught: ${error}`)],
    }),
  };
}

/** A process that is asked to end (SIGTERM) does so in time, by itself and with exit code 0. */
export function closesWithin(ms: number): Invariant {
  const name = `closes within ${ms} ms`;
  const found = finder(name);
  return {
    name,
    says: `A process that is asked to end does so within ${ms} ms, by itself and with exit code 0.`,
    create: () => ({
      onExit({ atMs, process, code, signal, afterAskedMs }) {
        if (afterAskedMs === null) return [];
        const took = `${Math.round(afterAskedMs)} ms after it was asked to`;
        // Who has no handler ends by the signal it was sent, at once: that is an answer too.
        if (signal !== null && signal !== 'SIGTERM')
          return [found(atMs, process, `had not ended ${took}, and was killed by ${signal}`)];
        if (code !== null && code !== 0) return [found(atMs, process, `ended with ${code}, ${took}`)];
        return afterAskedMs > ms ? [found(atMs, process, `ended only ${took}`)] : [];
      },
    }),
  };
}
