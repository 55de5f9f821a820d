import fc from 'fast-check';
import { inShort } from './choose.js';
import { fault } from './fault.js';
/** As if a burst of other writes had filled the oplog: who was away finds the history gone that it would resume from. */
export const truncateOplog = fault({
    kind: 'truncate-oplog',
    says: 'the oplog forgets all that is committed: change streams and members that were away cannot resume',
    durationMs: [0, 0],
    draw: ({ databases }) => fc.record({ hosts: fc.subarray([...databases], { minLength: 1 }) }),
    describe: (p) => inShort(p.hosts),
    inject({ hosts }, { databases }) {
        for (const host of hosts)
            databases.touch(host, ({ engine }) => engine.truncateOplog(engine.commit.committed));
        return () => { };
    },
});
