import fc from 'fast-check';
import { aHost, inShort } from './choose.js';
import { fault } from './fault.js';
import { cutOff } from './partition.js';
/** A member of the database and everybody else do not hear each other. */
export const isolateMember = fault({
    kind: 'isolate-member',
    says: 'a member of the database and everybody else do not hear each other',
    durationMs: [200, 8000],
    draw: (targets) => fc.record({ host: aHost(targets.databases) }),
    describe: (p) => p.host,
    inject: (p, { network }) => network.impose(cutOff([p.host], true)),
});
/** Who is left with the old primary goes on reading and writing there, for nothing. */
export const isolatePrimary = fault({
    kind: 'isolate-primary',
    says: 'the primary, with some of its clients, is cut off from the other members and clients',
    durationMs: [500, 8000],
    draw: ({ services }) => fc.record({ company: fc.subarray([...services]) }),
    describe: (p) => (p.company.length > 0 ? `with ${inShort(p.company)}` : 'alone'),
    inject(p, { network, databases, strikes }) {
        const primary = databases.primary();
        strikes(primary ?? 'nobody, for there is no primary');
        return primary === undefined ? () => { } : network.impose(cutOff([primary, ...p.company], true));
    },
});
