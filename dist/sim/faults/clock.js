import fc from 'fast-check';
import { aHost } from './choose.js';
import { fault } from './fault.js';
const eitherWay = (size) => fc.tuple(size, fc.boolean()).map(([n, isBehind]) => (isBehind && n > 0 ? -n : n));
/** A host's clock is set wrong and runs fast or slow. At heal it is set right again, as NTP would. */
export const clock = fault({
    kind: 'clock',
    says: 'the clock of a host is off, and drifts',
    durationMs: [1000, 15_000],
    draw: (targets, amount) => fc.record({
        host: aHost([...targets.services, ...targets.databases]),
        offsetMs: eitherWay(amount(0, 30_000)),
        driftPpm: eitherWay(amount(0, 20_000)),
    }),
    describe: (p) => `${p.host} ${p.offsetMs >= 0 ? '+' : ''}${p.offsetMs} ms, drift ${p.driftPpm} ppm`,
    inject(p, { host }) {
        const target = host(p.host);
        target.setClock({ offsetMs: p.offsetMs, driftPpm: p.driftPpm });
        return () => target.setClock({ offsetMs: 0, driftPpm: 0 });
    },
});
