/** createUser and what else there is to do with users. Whom a client is, sasl.ts finds out. */
import { type Role, rolesFrom } from '../auth/roles.ts';
import { isMechanism, MECHANISMS, type Mechanism } from '../auth/scram.ts';
import {
  credentialsOf,
  findUser,
  USERS,
  type UserDoc,
  type UserName,
  userDoc,
  usersOf,
} from '../auth/users.ts';
import { type Doc, isObject, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { compileFilter } from '../query/match.ts';
import { isAtLeast } from '../version.ts';
import { checkFields, idl, required, type Shape } from './fields.ts';
import type { Reply, Request } from './request.ts';
import { unblocked } from './statements.ts';

const USER: Shape = {
  pwd: 'string',
  digestPassword: 'bool',
  customData: 'object',
  roles: 'array',
  mechanisms: 'array',
  authenticationRestrictions: 'array',
};

/** The user that the command is about. */
function nameOf({ cmd, name, db }: Request): UserName {
  const user = cmd[name];
  if (typeof user !== 'string')
    return fail(14, `BSON field '${name}.${name}' is the wrong type, expected type 'string'`);
  return { user, db };
}

const shown = ({ user, db }: UserName): string => `${user}@${db}`;

function check(req: Request): void {
  checkFields(req.name, req.cmd, USER, idl(req.name));
  const { mechanisms, authenticationRestrictions } = req.cmd;
  if (Array.isArray(mechanisms) && mechanisms.length === 0) fail(2, 'mechanisms field must not be empty');
  if (Array.isArray(authenticationRestrictions) && authenticationRestrictions.length > 0)
    fail(2, 'authenticationRestrictions are not supported by this server');
}

function mechanismsOf({ cmd }: Request): readonly Mechanism[] {
  if (!Array.isArray(cmd.mechanisms)) return MECHANISMS;
  return cmd.mechanisms.map((m) => (isMechanism(m) ? m : fail(2, `Unknown auth mechanism '${String(m)}'`)));
}

function newCredentials(req: Request, name: UserName): UserDoc['credentials'] {
  const mechanisms = mechanismsOf(req);
  const digested = req.cmd.digestPassword === false;
  if (digested && mechanisms.includes('SCRAM-SHA-256'))
    fail(2, 'Use of SCRAM-SHA-256 requires undigested passwords');
  return credentialsOf(name, String(req.cmd.pwd), mechanisms, digested);
}

const rolesOf = ({ cmd, db, member }: Request): Role[] => rolesFrom(cmd.roles as Value[], db, member.version);

export async function createUser(req: Request): Promise<Reply> {
  const { cmd, db, engine } = req;
  check(req);
  if (cmd.roles === undefined && !isAtLeast(req.member.version, '5.0'))
    fail(2, '"createUser" command requires a "roles" array');
  required(cmd, 'roles', 'createUser');
  const name = nameOf(req);
  if (db === 'local') fail(2, 'Cannot create users in the local database');
  if (name.user.includes('\0')) fail(2, 'Username cannot contain NULL characters');
  if (cmd.pwd === undefined && db !== '$external')
    fail(
      2,
      "Must provide a 'pwd' field for all user documents, except those with '$external' as the user's source db",
    );
  if (db === '$external') fail(2, 'users of $external are not supported by this server');
  const credentials = newCredentials(req, name);
  if (name.user === '') fail(2, "User document needs 'user' field to be non-empty");
  const doc = userDoc(engine, name, credentials, rolesOf(req), cmd.customData);
  const writer = req.writer();
  await unblocked(req, () => {
    if (findUser(engine, name)) fail(51003, `User "${shown(name)}" already exists`);
    writer.insert(writer.collection(USERS) ?? writer.create(USERS), doc);
  });
  return { fields: {} };
}

/** Puts what `change` makes of the user in its place. */
async function alter(req: Request, change: (user: UserDoc) => Doc): Promise<Reply> {
  const name = nameOf(req);
  const writer = req.writer();
  await unblocked(req, () => {
    const user = findUser(req.engine, name);
    if (!user) fail(11, `User ${shown(name)} not found`);
    const coll = writer.collection(USERS)!;
    writer.replace(coll, coll.byId(user!._id)!, { ...user!, ...change(user!) }, undefined);
  });
  return { fields: {} };
}

export function updateUser(req: Request): Promise<Reply> {
  const { pwd, customData, roles, mechanisms } = req.cmd;
  check(req);
  const name = nameOf(req);
  const fresh: Doc = {};
  if (pwd !== undefined) fresh.credentials = newCredentials(req, name);
  if (customData !== undefined) fresh.customData = customData;
  if (roles !== undefined) fresh.roles = rolesOf(req);
  const fewer = pwd === undefined && mechanisms !== undefined ? mechanismsOf(req) : undefined;
  if (Object.keys(fresh).length === 0 && !fewer)
    fail(2, 'Must specify at least one field to update in updateUser');
  return alter(req, (user) => (fewer ? { ...fresh, credentials: only(user, fewer) } : fresh));
}

/** Without the password there can be fewer ways to show it, and no more. */
function only({ credentials }: UserDoc, mechanisms: readonly Mechanism[]): UserDoc['credentials'] {
  if (mechanisms.some((m) => !credentials[m]))
    fail(2, 'mechanisms field must be a subset of previously set mechanisms');
  return Object.fromEntries(mechanisms.map((m) => [m, credentials[m]!]));
}

const same = (a: Role, b: Role): boolean => a.role === b.role && a.db === b.db;

function changedRoles(req: Request, change: (before: Role[], given: Role[]) => Role[]): Promise<Reply> {
  checkFields(req.name, req.cmd, { roles: 'array' }, idl(req.name));
  required(req.cmd, 'roles', req.name);
  if ((req.cmd.roles as Value[]).length === 0)
    fail(2, `${req.name} command requires a non-empty "roles" array`);
  const given = rolesOf(req);
  return alter(req, ({ roles }) => ({ roles: change(roles, given) }));
}

export const grantRolesToUser = (req: Request): Promise<Reply> =>
  changedRoles(req, (before, given) => [
    ...before,
    ...given.filter((role) => !before.some((b) => same(b, role))),
  ]);

export const revokeRolesFromUser = (req: Request): Promise<Reply> =>
  changedRoles(req, (before, given) => before.filter((role) => !given.some((g) => same(g, role))));

async function remove(req: Request, users: readonly UserDoc[]): Promise<void> {
  const writer = req.writer();
  for (const { _id } of users) {
    await unblocked(req, () => {
      const coll = writer.collection(USERS);
      const rec = coll?.byId(_id);
      if (rec) writer.remove(coll!, rec);
    });
  }
}

export async function dropUser(req: Request): Promise<Reply> {
  checkFields('dropUser', req.cmd, {}, idl('dropUser'));
  const name = nameOf(req);
  const user = findUser(req.engine, name);
  if (!user) return fail(11, `User '${shown(name)}' not found`);
  await remove(req, [user]);
  return { fields: {} };
}

export async function dropAllUsersFromDatabase(req: Request): Promise<Reply> {
  const users = usersOf(req.engine, req.db);
  await remove(req, users);
  return { fields: { n: users.length } };
}

const INFO: Shape = { showCredentials: 'bool', showCustomData: 'bool', filter: 'object' };

export function usersInfo(req: Request): Reply {
  const { cmd } = req;
  checkFields('usersInfo', cmd, INFO, idl('usersInfo'));
  const matches = compileFilter((cmd.filter as Doc | undefined) ?? {});
  const users = asked(req, cmd.usersInfo).map(({ credentials, customData, roles, ...who }) => ({
    ...who,
    ...(cmd.showCredentials === true ? { credentials } : {}),
    ...(customData === undefined || cmd.showCustomData === false ? {} : { customData }),
    roles,
    mechanisms: Object.keys(credentials),
  }));
  return { fields: { users: users.filter(matches) } };
}

/** A name, a name and its database, a list of such, all of this database or all of any. */
function asked(req: Request, what: Value): UserDoc[] {
  if (Array.isArray(what)) return what.flatMap((one) => asked(req, one));
  if (!isObject(what) && typeof what !== 'string') return usersOf(req.engine, req.db);
  if (isObject(what) && what.forAllDBs === true) return usersOf(req.engine);
  const name = isObject(what) ? what : { user: what, db: req.db };
  const found = findUser(req.engine, { user: String(name.user), db: String(name.db) });
  return found ? [found] : [];
}
