import fc from 'fast-check';
import { hostOrService } from './choose.ts';
import { fault } from './fault.ts';
import { weighted } from './weighted.ts';

interface StrayRequests {
  hosts: string[];
  percent: number;
  delayMs: number;
  /** Whether whoever holds them up tells their senders, who then try again sooner. */
  hangUp: boolean;
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
      // Of one service, or of all: the same proxies stand before each.
      hosts: weighted([
        [65, hostOrService(targets.services)],
        [35, fc.constant([...targets.services])],
      ]),
      percent: weighted([
        [60, amount(10, 90)],
        [40, fc.constant(100)],
      ]),
      delayMs: amount(1500, 9000),
      hangUp: fc.boolean(),
    }),
  describe: ({ hosts, percent, delayMs, hangUp }) =>
    `${percent}% of those to ${hosts.join(' ')}, by ${delayMs} ms${hangUp ? ', their senders reset' : ''}`,
  inject(p, { world, network }) {
    const hosts = new Set(p.hosts);
    const random = world.streams.get('fault/stray-requests');
    return network.impose((s) => {
      if (s.kind !== 'data' || s.fromServer || !hosts.has(s.to.name)) return undefined;
      if (random() * 100 >= p.percent) return undefined;
      return { kind: 'delay', us: p.delayMs * 1000, ...(p.hangUp && { hangUp: true }) };
    });
  },
});
