import fc from 'fast-check';
import { aHost } from './choose.js';
import { fault } from './fault.js';
/** As an operator's `killCursors` would: who reads on is told that there is no such cursor. */
export const killCursors = fault({
    kind: 'kill-cursors',
    says: 'all open cursors of a member of the database are killed, change streams among them',
    durationMs: [0, 0],
    draw: (targets) => fc.record({ host: aHost(targets.databases) }),
    describe: (p) => p.host,
    inject({ host }, { databases }) {
        databases.touch(host, ({ cursors }) => cursors.killWhere(() => true));
        return () => { };
    },
});
