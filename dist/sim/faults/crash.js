import fc from 'fast-check';
import { aHost } from './choose.js';
import { fault } from './fault.js';
const describe = (p) => `${p.host}, peers see ${p.peersSeeReset ? 'a reset' : 'silence'}`;
const drawFrom = (names) => fc.record({ host: aHost(names), peersSeeReset: fc.boolean() });
/** The supervisor brings the process back in its own time, so there is nothing to end. */
function inject(p, { host }) {
    host(p.host).crash(p.peersSeeReset);
    return () => { };
}
export const crash = fault({
    kind: 'crash',
    says: 'a service dies and is restarted by its supervisor',
    durationMs: [0, 0],
    draw: (targets) => drawFrom(targets.services),
    describe,
    inject,
});
export const dbCrash = fault({
    kind: 'db-crash',
    says: 'a database member dies with what it had not journaled, and is restarted',
    durationMs: [0, 0],
    draw: (targets) => drawFrom(targets.databases),
    describe,
    inject,
});
