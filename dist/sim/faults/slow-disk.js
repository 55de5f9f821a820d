import fc from 'fast-check';
import { aHost } from './choose.js';
import { fault } from './fault.js';
/** The journal takes long: a crash loses more, and votes and majorities come late. */
export const slowDisk = fault({
    kind: 'slow-disk',
    says: 'the disk of a member of the database takes long to sync',
    durationMs: [200, 6000],
    draw: (targets, amount) => fc.record({ host: aHost(targets.databases), syncMs: amount(5, 1500) }),
    describe: (p) => `${p.host}, ${p.syncMs} ms`,
    inject: (p, { databases }) => databases.disk(p.host).slow(p.syncMs * 1000),
});
