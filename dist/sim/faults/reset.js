import fc from 'fast-check';
import { aHost, everyHost } from './choose.js';
import { fault } from './fault.js';
/** For a while, each segment to or from a host has a chance of being answered with a reset of its connection. */
export const reset = fault({
    kind: 'reset',
    says: 'connections of a host are reset',
    durationMs: [50, 1500],
    draw: (targets, amount) => fc.record({ host: aHost(everyHost(targets)), percent: amount(2, 60) }),
    describe: (p) => `${p.host}, ${p.percent}% of segments`,
    inject(p, { world, network }) {
        const random = world.streams.get('fault/reset');
        return network.impose((s) => {
            if (s.kind === 'syn' || (s.from.name !== p.host && s.to.name !== p.host))
                return undefined;
            return random() * 100 < p.percent ? { kind: 'reset' } : undefined;
        });
    },
});
