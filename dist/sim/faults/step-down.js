import fc from 'fast-check';
import { stepDown as planned } from '../mongod/replset/stepdown.js';
import { fault } from './fault.js';
/** The primary is told to step down, as before maintenance. Where nobody could follow it does so only if forced. */
export const stepDown = fault({
    kind: 'step-down',
    says: 'the primary of the database is told to step down',
    durationMs: [0, 0],
    draw: (_targets, amount) => fc.record({ seconds: amount(1, 10), force: fc.boolean() }),
    describe: (p) => `for ${p.seconds} s${p.force ? ', by force' : ''}`,
    inject({ seconds, force }, { databases, strikes }) {
        const primary = databases.primary();
        strikes(primary ?? 'nobody, for there is no primary');
        if (primary === undefined)
            return () => { };
        databases.touch(primary, (member) => {
            const command = { replSetStepDown: seconds, secondaryCatchUpPeriodSecs: force ? 0 : 1, force };
            // Refused, or interrupted by an election: then it stays as it is.
            planned(member.replset, command).catch(() => { });
        });
        return () => { };
    },
});
