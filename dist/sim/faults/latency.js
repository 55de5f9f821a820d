import fc from 'fast-check';
import { aHost, everyHost } from './choose.js';
import { fault } from './fault.js';
/** All that one host sends or gets takes longer, by an amount that varies. */
export const latency = fault({
    kind: 'latency',
    says: 'what a host sends and gets takes longer, with jitter',
    durationMs: [200, 6000],
    draw: (targets, amount) => fc.record({
        host: aHost(everyHost(targets)),
        delayMs: amount(1, 300),
        jitterMs: amount(0, 400),
    }),
    describe: (p) => `${p.host} +${p.delayMs} ms, jitter ${p.jitterMs} ms`,
    inject(p, { world, network }) {
        const random = world.streams.get('fault/latency');
        return network.impose((s) => {
            if (s.from.name !== p.host && s.to.name !== p.host)
                return undefined;
            return { kind: 'delay', us: Math.round((p.delayMs + random() * p.jitterMs) * 1000) };
        });
    },
});
