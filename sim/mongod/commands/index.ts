/**
 * All commands by name. One file per group: write, bulk-write, findandmodify, read, aggregate (with out), ddl, indexes,
 * transactions, users, sasl, hello, replset, operations, diagnostics. dispatch.ts runs one: session, role, concerns, the command, labels, reply.
 */

import { isOpen } from '../auth/authorize.ts';
import type { Doc } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { refuseScript } from '../query/javascript.ts';
import { refuseSearch } from '../query/search.ts';
import { isAtLeast, type ServerVersion } from '../version.ts';
import { aggregate, writingStage } from './aggregate.ts';
import { bulkWrite } from './bulk-write.ts';
import { convertToCapped } from './capped.ts';
import { collMod } from './collmod.ts';
import { getDefaultRWConcern } from './concern.ts';
import { create } from './create.ts';
import { getMore, killCursors } from './cursor.ts';
import { collStats, drop, dropDatabase, listCollections, listDatabases, renameCollection } from './ddl.ts';
import * as diagnostics from './diagnostics.ts';
import { explain } from './explain/index.ts';
import { find } from './find.ts';
import { findAndModify } from './findandmodify.ts';
import { hello } from './hello.ts';
import { createIndexes, dropIndexes, listIndexes } from './indexes.ts';
import { currentOp, killOp } from './operations.ts';
import { count, distinct } from './read.ts';
import * as replset from './replset.ts';
import type { Reply, Request } from './request.ts';
import * as sasl from './sasl.ts';
import * as sessions from './transactions.ts';
import * as users from './users.ts';
import { del, insert, update } from './write.ts';

export interface Command {
  /** write: needs the primary, and may wait for a write concern. read: may run on a secondary if the client says so. */
  kind: 'write' | 'read' | 'any';
  run(req: Request): Reply | Promise<Reply>;
}

const write = (run: Command['run']): Command => ({ kind: 'write', run });
const read = (run: Command['run']): Command => ({ kind: 'read', run });
const any = (run: Command['run']): Command => ({ kind: 'any', run });

const COMMANDS: Record<string, Command> = {
  insert: write(insert),
  update: write(update),
  delete: write(del),
  bulkWrite: write(bulkWrite),
  findAndModify: write(findAndModify),
  findandmodify: write(findAndModify),
  create: write(create),
  drop: write(drop),
  dropDatabase: write(dropDatabase),
  collMod: write(collMod),
  convertToCapped: write(convertToCapped),
  renameCollection: write(renameCollection),
  createIndexes: write(createIndexes),
  dropIndexes: write(dropIndexes),
  deleteIndexes: write(dropIndexes),
  commitTransaction: write(sessions.commitTransaction),
  abortTransaction: write(sessions.abortTransaction),
  find: read(find),
  explain: read(explain),
  aggregate: read(aggregate),
  count: read(count),
  distinct: read(distinct),
  mapReduce: read(refuseScript),
  mapreduce: read(refuseScript),
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
  saslStart: any(sasl.saslStart),
  saslContinue: any(sasl.saslContinue),
  logout: any(sasl.logout),
  authenticate: any(sasl.authenticate),
  getnonce: any(sasl.getnonce),
  createUser: write(users.createUser),
  updateUser: write(users.updateUser),
  dropUser: write(users.dropUser),
  dropAllUsersFromDatabase: write(users.dropAllUsersFromDatabase),
  grantRolesToUser: write(users.grantRolesToUser),
  revokeRolesFromUser: write(users.revokeRolesFromUser),
  usersInfo: read(users.usersInfo),
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
  currentOp: any(currentOp),
  killOp: any(killOp),
  listCommands: any(listCommands),
  hostInfo: any(diagnostics.hostInfo),
  connPoolStats: any(diagnostics.connPoolStats),
  dataSize: read(diagnostics.dataSize),
  getParameter: any(diagnostics.getParameter),
  setParameter: any(diagnostics.setParameter),
  connectionStatus: any(sasl.connectionStatus),
  getCmdLineOpts: any(diagnostics.getCmdLineOpts),
  getLog: any(diagnostics.getLog),
  whatsmyuri: any(diagnostics.whatsmyuri),
  createSearchIndexes: any(refuseSearch),
  updateSearchIndex: any(refuseSearch),
  dropSearchIndex: any(refuseSearch),
  getDefaultRWConcern: any(getDefaultRWConcern),
  configureFailPoint: any(diagnostics.configureFailPoint),
};

/** Asked of the database `admin`. */
const ADMIN = new Set(
  `commitTransaction abortTransaction listDatabases renameCollection replSetGetStatus replSetGetConfig replSetStepDown
  replSetStepUp replSetFreeze getParameter setParameter currentOp killOp hostInfo getCmdLineOpts getLog
  configureFailPoint`.split(/\s+/),
);

/** Names by which the same is called besides, and what members say to each other. */
function isListed(name: string): boolean {
  const { run } = COMMANDS[name]!;
  if (run === replset.internal || name === 'deleteIndexes') return false;
  return !Object.keys(COMMANDS).some((other) => other !== name && other.toLowerCase() === name);
}

function listCommands(req: Request): Reply {
  const onSecondary = isAtLeast(req.version, '5.0') ? 'secondaryOk' : 'slaveOk';
  const commands = Object.entries(COMMANDS)
    .filter(([name]) => isListed(name) && isThere(name, req.version))
    .map(([name, { kind }]) => [
      name,
      { help: '', requiresAuth: !isOpen(name), [onSecondary]: kind !== 'write', adminOnly: ADMIN.has(name) },
    ]);
  return { fields: { commands: Object.fromEntries(commands) } };
}

/** Which version each command came with; those that are not here are as old as 4.4. */
const CAME: Readonly<Record<string, ServerVersion>> = {
  bulkWrite: '8.0',
  createSearchIndexes: '7.0',
  updateSearchIndex: '7.0',
  dropSearchIndex: '7.0',
};

/** Which version each command was gone with. */
const WENT: Readonly<Record<string, ServerVersion>> = { getnonce: '7.0' };

function isThere(name: string, version: ServerVersion): boolean {
  const [came, went] = [CAME[name], WENT[name]];
  return (!came || isAtLeast(version, came)) && !(went && isAtLeast(version, went));
}

/** Throws CommandNotFound. */
export function commandOf(name: string, cmd: Doc, version: ServerVersion): Command {
  const isKnown = Object.hasOwn(COMMANDS, name) && isThere(name, version);
  const command = isKnown ? COMMANDS[name]! : fail(59, `no such command: '${name}'`);
  // A pipeline that ends in $out or $merge is a write like any other.
  return command.run === aggregate && writingStage(cmd) ? write(aggregate) : command;
}
