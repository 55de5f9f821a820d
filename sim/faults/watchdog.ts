import fc from 'fast-check';
import type { Patience } from '../system/watchdog.ts';
import { fault } from './fault.ts';

/** Its names say `health`; of others it knows nothing. */
export const watchdog = fault<Patience>({
  kind: 'watchdog',
  says: 'a watchdog asks services for their health, and kills who does not say in time that it is well',
  durationMs: [3000, 30_000],
  draw: (_targets, amount) =>
    fc.record({
      everyMs: fc.integer({ min: 200, max: 2000 }),
      withinMs: fc.integer({ min: 100, max: 2000 }),
      misses: amount(1, 3).map((hasty) => 4 - hasty),
    }),
  describe: ({ everyMs, withinMs, misses }) =>
    `asks each ${everyMs} ms, and kills after ${misses} without an answer in ${withinMs} ms`,
  inject: (patience, { watch, strikes }) => watch(patience, strikes),
});
