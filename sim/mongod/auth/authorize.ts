/** Whether a client may run a command: where the server was started with users, nobody else gets in. */

import { show } from '../bson/show.ts';
import { isObject } from '../bson/values.ts';
import type { Request } from '../commands/request.ts';
import { fail } from '../errors.ts';
import { isAtLeast } from '../version.ts';
import { allows, type Need } from './roles.ts';
import { findUser, hasUsers } from './users.ts';

/** Anybody may. The members trust each other. */
const OPEN = new Set([
  'hello',
  'ismaster',
  'isMaster',
  'ping',
  'buildInfo',
  'buildinfo',
  'whatsmyuri',
  'listCommands',
  'connectionStatus',
  'saslStart',
  'saslContinue',
  'authenticate',
  'getnonce',
  'logout',
  'replSetHeartbeat',
  'replSetRequestVotes',
  'replSetFetch',
  'replSetFindCommon',
  'replSetImage',
]);

export const isOpen = (name: string): boolean => OPEN.has(name);

/** What is not by the command's kind: reads need the right to read, writes that to write. */
const NEEDS: Readonly<Record<string, Need>> = {
  ...of('any', [
    'getMore',
    'killCursors',
    'startSession',
    'endSessions',
    'refreshSessions',
    'killSessions',
    'commitTransaction',
    'abortTransaction',
    'listDatabases',
  ]),
  ...of('dbAdmin', ['collMod', 'dropDatabase', 'validate', 'setProfilingLevel', 'profile']),
  ...of('userAdmin', [
    'createUser',
    'updateUser',
    'dropUser',
    'dropAllUsersFromDatabase',
    'grantRolesToUser',
    'revokeRolesFromUser',
    'usersInfo',
  ]),
  ...of('cluster', [
    'replSetStepDown',
    'replSetStepUp',
    'replSetFreeze',
    'setParameter',
    'configureFailPoint',
    'killAllSessions',
    'killOp',
  ]),
};

function of(need: Need, commands: string[]): Record<string, Need> {
  return Object.fromEntries(commands.map((name) => [name, need]));
}

/** The databases that a command works on. A bulkWrite is sent to `admin`, and names others. */
function databasesOf({ name, cmd, db }: Request): string[] {
  const spaces = name === 'bulkWrite' && Array.isArray(cmd.nsInfo) ? cmd.nsInfo.filter(isObject) : [];
  return spaces.length > 0 ? spaces.map(({ ns }) => String(ns).split('.')[0]!) : [db];
}

/** Throws Unauthorized. */
export function authorize(req: Request, kind: 'write' | 'read' | 'any'): void {
  const { member, name, connection, engine, cmd, db } = req;
  if (!member.options.users || OPEN.has(name)) return;
  const { users } = connection;
  if (users.length === 0) {
    // Somebody has to make the first: who is on the machine itself.
    if (connection.local && !hasUsers(engine) && name === 'createUser' && db === 'admin') return;
    const command = isAtLeast(member.version, '7.0') ? 'Command' : 'command';
    fail(13, `${command} ${name} requires authentication`);
  }
  const need = Object.hasOwn(NEEDS, name) ? NEEDS[name]! : kind === 'any' ? 'monitor' : kind;
  const roles = users.flatMap((user) => findUser(engine, user)?.roles ?? []);
  if (databasesOf(req).every((one) => allows(roles, need, one))) return;
  const { $clusterTime: _, ...shown } = cmd;
  fail(13, `not authorized on ${db} to execute command ${show(shown)}`);
}
