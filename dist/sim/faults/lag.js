import fc from 'fast-check';
import { aHost } from './choose.js';
import { fault } from './fault.js';
const hold = (times) => (member) => member.failPoints.named('stopReplProducer').set(times, 0, {});
/** A member hears and votes, but its data stays as it is: reads from it are old, and it cannot be elected soon. */
export const lag = fault({
    kind: 'lag',
    says: 'a secondary of the database falls behind',
    durationMs: [200, 6000],
    draw: (targets) => fc.record({ host: aHost(targets.databases) }),
    describe: (p) => p.host,
    inject({ host }, { databases }) {
        databases.touch(host, hold(Number.POSITIVE_INFINITY));
        return () => databases.touch(host, hold(0));
    },
});
