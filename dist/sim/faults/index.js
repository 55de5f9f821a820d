import { clock } from './clock.js';
import { crash, dbCrash } from './crash.js';
import { gracefulRestart } from './graceful-restart.js';
import { isolateMember, isolatePrimary } from './isolate.js';
import { killCursors } from './kill-cursors.js';
import { lag } from './lag.js';
import { latency } from './latency.js';
import { loss } from './loss.js';
import { lostWriteReply } from './lost-write-reply.js';
import { oneWayPartition, partition } from './partition.js';
import { pause } from './pause.js';
import { reset } from './reset.js';
import { resetReply } from './reset-reply.js';
import { rollingDeploy } from './rolling-deploy.js';
import { slowDisk } from './slow-disk.js';
import { stepDown } from './step-down.js';
import { strayRequests } from './stray-requests.js';
import { truncateOplog } from './truncate-oplog.js';
import { writeConflict } from './write-conflict.js';
/** What befalls the database itself. */
export const databaseFaults = [
    dbCrash,
    stepDown,
    isolateMember,
    isolatePrimary,
    lag,
    slowDisk,
    truncateOplog,
    lostWriteReply,
    killCursors,
    writeConflict,
];
/** What can go wrong in any scenario. */
export const generalFaults = [
    latency,
    loss,
    reset,
    resetReply,
    partition,
    oneWayPartition,
    crash,
    gracefulRestart,
    rollingDeploy,
    pause,
    clock,
    ...databaseFaults,
    strayRequests,
];
/** Every kind that may strike in a scenario: these, and its own. */
export function faultsOf({ faults = [] }) {
    return [...generalFaults, ...faults];
}
/** Throws when there is no such kind. */
export function faultKind(kinds, kind) {
    const found = kinds.find((f) => f.kind === kind);
    if (!found)
        throw new Error(`there is no fault '${kind}'`);
    return found;
}
