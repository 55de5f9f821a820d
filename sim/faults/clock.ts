import fc from 'fast-check';
import { aHost } from './choose.ts';
import { fault } from './fault.ts';

/** A host's clock is set wrong and runs fast or slow. At heal it is set right again, as NTP would. */
export const clock = fault<{ host: string; offsetMs: number; driftPpm: number }>({
  kind: 'clock',
  says: 'the clock of a host is off, and drifts',
  durationMs: [1000, 15_000],
  draw: (targets) =>
    fc.record({
      host: aHost([...targets.services, ...targets.databases]),
      offsetMs: fc.integer({ min: -30_000, max: 30_000 }),
      driftPpm: fc.integer({ min: -20_000, max: 20_000 }),
    }),
  describe: (p) => `${p.host} ${p.offsetMs >= 0 ? '+' : ''}${p.offsetMs} ms, drift ${p.driftPpm} ppm`,
  inject(p, { host }) {
    const target = host(p.host);
    target.setClock({ offsetMs: p.offsetMs, driftPpm: p.driftPpm });
    return () => target.setClock({ offsetMs: 0, driftPpm: 0 });
  },
});
