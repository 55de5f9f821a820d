import { fail } from '../errors.js';
import { aggregate, writingStage } from './aggregate.js';
import { collMod } from './collmod.js';
import { collStats, create, drop, dropDatabase, listCollections, listDatabases, renameCollection, } from './ddl.js';
import * as diagnostics from './diagnostics.js';
import { findAndModify } from './findandmodify.js';
import { hello } from './hello.js';
import { createIndexes, dropIndexes, listIndexes } from './indexes.js';
import { count, distinct, find, getMore, killCursors } from './read.js';
import * as replset from './replset.js';
import * as sessions from './transactions.js';
import { del, insert, update } from './write.js';
const write = (run) => ({ kind: 'write', run });
const read = (run) => ({ kind: 'read', run });
const any = (run) => ({ kind: 'any', run });
const COMMANDS = {
    insert: write(insert),
    update: write(update),
    delete: write(del),
    findAndModify: write(findAndModify),
    findandmodify: write(findAndModify),
    create: write(create),
    drop: write(drop),
    dropDatabase: write(dropDatabase),
    collMod: write(collMod),
    renameCollection: write(renameCollection),
    createIndexes: write(createIndexes),
    dropIndexes: write(dropIndexes),
    deleteIndexes: write(dropIndexes),
    commitTransaction: write(sessions.commitTransaction),
    abortTransaction: write(sessions.abortTransaction),
    find: read(find),
    aggregate: read(aggregate),
    count: read(count),
    distinct: read(distinct),
    listCollections: read(listCollections),
    listIndexes: read(listIndexes),
    listDatabases: read(listDatabases),
    collStats: read(collStats),
    dbStats: read(diagnostics.dbStats),
    validate: read(diagnostics.validate),
    getMore: any(getMore),
    killCursors: any(killCursors),
    startSession: any(sessions.startSession),
    endSessions: any(sessions.endSessions),
    refreshSessions: any(sessions.refreshSessions),
    killSessions: any(sessions.killSessions),
    killAllSessions: any(sessions.killSessions),
    hello: any(hello),
    ismaster: any(hello),
    isMaster: any(hello),
    ping: any(diagnostics.ping),
    buildInfo: any(diagnostics.buildInfo),
    buildinfo: any(diagnostics.buildInfo),
    serverStatus: any(diagnostics.serverStatus),
    replSetGetStatus: any(replset.getStatus),
    replSetGetConfig: any(replset.getConfig),
    replSetStepDown: any(replset.stepDown),
    replSetStepUp: any(replset.stepUp),
    replSetFreeze: any(replset.freeze),
    replSetHeartbeat: any(replset.internal),
    replSetRequestVotes: any(replset.internal),
    replSetFetch: any(replset.internal),
    replSetFindCommon: any(replset.internal),
    replSetImage: any(replset.internal),
    getParameter: any(diagnostics.getParameter),
    connectionStatus: any(diagnostics.connectionStatus),
    getCmdLineOpts: any(diagnostics.getCmdLineOpts),
    getLog: any(diagnostics.getLog),
    whatsmyuri: any(diagnostics.whatsmyuri),
    configureFailPoint: any(diagnostics.configureFailPoint),
};
/** Throws CommandNotFound. */
export function commandOf(name, cmd) {
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : fail(59, `no such command: '${name}'`);
    // A pipeline that ends in $out or $merge is a write like any other.
    return command.run === aggregate && writingStage(cmd) ? write(aggregate) : command;
}
