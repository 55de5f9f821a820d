import fc from 'fast-check';
import { hostOrService } from './choose.ts';
import { fault } from './fault.ts';

interface StrayRequests {
  hosts: string[];
  percent: number;
  delayMs: number;
}

/**
 * As in a proxy's queue: their senders have long given up, or had their answer elsewhere, when they arrive. What
 * came of an order meanwhile must not be undone by them.
 */
export const strayRequests = fault<StrayRequests>({
  kind: 'stray-requests',
  says: 'some requests to a service arrive long after they were sent, while others pass',
  durationMs: [1000, 15_000],
  draw: (targets, amount) =>
    fc.record({
      hosts: hostOrService(targets.services),
      percent: amount(10, 90),
      delayMs: amount(1500, 9000),
    }),
  describe: (p) => `${p.percent}% of those to ${p.hosts.join(' ')}, by ${p.delayMs} ms`,
  inject(p, { world, network }) {
    const hosts = new Set(p.hosts);
    const random = world.streams.get('fault/stray-requests');
    return network.impose((s) => {
      if (s.kind !== 'data' || s.fromServer || !hosts.has(s.to.name)) return undefined;
      return random() * 100 < p.percent ? { kind: 'delay', us: p.delayMs * 1000 } : undefined;
    });
  },
});
