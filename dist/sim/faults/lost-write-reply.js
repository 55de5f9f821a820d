import fc from 'fast-check';
import { fault } from './fault.js';
/** Unlike `reset-reply` this strikes nothing but retryable writes, each after it has taken effect. */
export const lostWriteReply = fault({
    kind: 'lost-write-reply',
    says: 'the database carries out writes, and the connection is lost before it says so',
    durationMs: [100, 4000],
    draw: (_targets, amount) => fc.record({ writes: amount(1, 10), skip: fc.integer({ min: 0, max: 20 }) }),
    describe: (p) => `${p.writes} writes, after ${p.skip} that are answered`,
    inject({ writes, skip }, { databases, targets }) {
        const set = (times) => {
            for (const host of targets.databases)
                databases.touch(host, ({ failPoints }) => {
                    failPoints.named('onPrimaryTransactionalWrite').set(times, skip, { closeConnection: true });
                });
        };
        set(writes);
        return () => set(0);
    },
});
