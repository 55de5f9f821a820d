import fc from 'fast-check';
import { aHost } from './choose.js';
import { fault } from './fault.js';
/** The connection is cut between a request's arrival and its reply: the work is done, and the caller never hears. */
export const resetReply = fault({
    kind: 'reset-reply',
    says: 'connections are reset after a request arrived and before its reply',
    durationMs: [100, 3000],
    draw: (targets, amount) => fc.record({
        server: aHost([...targets.services, ...targets.databases]),
        replies: amount(1, 8),
        skip: fc.integer({ min: 0, max: 12 }),
    }),
    describe: (p) => `${p.replies} replies of ${p.server}, after ${p.skip} that pass`,
    inject(p, { network }) {
        let seen = 0;
        return network.impose((s) => {
            if (s.kind !== 'data' || !s.fromServer || s.from.name !== p.server)
                return undefined;
            seen++;
            return seen > p.skip && seen <= p.skip + p.replies ? { kind: 'reset' } : undefined;
        });
    },
});
