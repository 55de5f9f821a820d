import fc from 'fast-check';
import { aHost } from './choose.js';
import { fault } from './fault.js';
/** A process stands still, as under a long collection or SIGSTOP: its timers are late, its sockets buffer. */
export const pause = fault({
    kind: 'pause',
    says: 'a process stands still: its timers are late, its sockets buffer',
    durationMs: [50, 9000],
    draw: (targets) => fc.record({ host: aHost([...targets.services, ...targets.databases]) }),
    describe: (p) => p.host,
    inject(p, { host }) {
        const target = host(p.host);
        target.pause();
        return () => target.resume();
    },
});
