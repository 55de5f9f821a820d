/** The planned change of primary: it lets another catch up, steps down, and tells that one to run. */
import { toNumber } from '../bson/values.js';
import { fail, MongoError } from '../errors.js';
/** replSetStepDown. Throws ExceededTimeLimit when nobody catches up in time, unless forced. */
export async function stepDown(set, cmd) {
    const { member } = set;
    member.requirePrimary();
    const force = cmd.force === true;
    const seconds = cmd.replSetStepDown === undefined ? 60 : toNumber(cmd.replSetStepDown);
    const given = cmd.secondaryCatchUpPeriodSecs;
    const catchUpSeconds = given === undefined ? (force ? 0 : 10) : toNumber(given);
    if (seconds < 0)
        fail(2, 'stepdown period must be a positive integer');
    if (catchUpSeconds < 0)
        fail(2, 'secondaryCatchUpPeriodSecs period must be a positive or absent');
    if (seconds < catchUpSeconds)
        fail(2, 'stepdown period must be longer than secondaryCatchUpPeriodSecs');
    const untilMs = performance.now() + catchUpSeconds * 1000;
    while (!heir(set) && performance.now() < untilMs)
        await catchUp(set, untilMs - performance.now());
    member.requirePrimary();
    const next = heir(set);
    if (!next && !force) {
        fail(262, 'No electable secondaries caught up. Please use the replSetStepDown command with the argument {force: true} to force node to step down.');
    }
    set.stepDown('it was told to');
    set.election.freeze(seconds * 1000);
    // It would run by itself after the election timeout: this only saves the wait.
    next?.control.call({ replSetStepUp: 1 }, set.electionMs).catch(() => { });
}
/** Who could be primary now, with nothing lost. */
function heir(set) {
    const { end } = set.member.engine.oplog;
    if (set.feed.appliedBy(set.majority) < end.ts)
        return undefined;
    return set.peers.find((p) => p.priority > 0 && p.state === 'secondary' && set.feed.appliedOn(p) >= end.ts);
}
async function catchUp(set, forMs) {
    const { commit, oplog } = set.member.engine;
    const caughtUp = () => (heir(set) ? oplog.end.ts : 0n);
    try {
        await commit.wait(oplog.end.ts, caughtUp, Math.max(1, Math.floor(forMs)));
    }
    catch (error) {
        if (!(error instanceof MongoError && error.code === 64))
            throw error;
    }
}
