/** Users, as documents of `admin.system.users`: replicated, journaled and rolled back like all others. */
import type { DatabaseUser } from '../../../harness/mongo/users.ts';
import type { Doc, Value } from '../bson/values.ts';
import type { Engine, Writer } from '../engine.ts';
import type { ServerVersion } from '../version.ts';
import { type Role, rolesFrom } from './roles.ts';
import { type Credentials, credentialsFor, MECHANISMS, type Mechanism } from './scram.ts';

export const USERS = 'admin.system.users';

export interface UserName {
  user: string;
  db: string;
}

export interface UserDoc extends Doc, UserName {
  credentials: Record<string, Credentials>;
  roles: Role[];
}

const idOf = ({ user, db }: UserName): string => `${db}.${user}`;

export function findUser({ store }: Engine, name: UserName): UserDoc | undefined {
  return store.get(USERS)?.byId(idOf(name))?.doc as UserDoc | undefined;
}

export function hasUsers({ store }: Engine): boolean {
  return (store.get(USERS)?.count ?? 0) > 0;
}

/** Those of one database, or all, in the order of their names. */
export function usersOf({ store }: Engine, db?: string): UserDoc[] {
  const all = [...(store.get(USERS)?.records.ascend() ?? [])].map(([, { doc }]) => doc as UserDoc);
  const byName = (a: UserDoc, b: UserDoc): number =>
    a.user < b.user ? -1 : a.user > b.user ? 1 : a.db < b.db ? -1 : 1;
  return all.filter((user) => db === undefined || user.db === db).sort(byName);
}

export function credentialsOf(
  { user }: UserName,
  password: string,
  mechanisms: readonly Mechanism[] = MECHANISMS,
  digested = false,
): Record<string, Credentials> {
  return Object.fromEntries(mechanisms.map((m) => [m, credentialsFor(m, user, password, digested)]));
}

export function userDoc(
  engine: Engine,
  name: UserName,
  credentials: UserDoc['credentials'],
  roles: Role[],
  customData: Value,
): UserDoc {
  return {
    _id: idOf(name),
    userId: engine.newUuid(),
    user: name.user,
    db: name.db,
    credentials,
    ...(customData === undefined ? {} : { customData }),
    roles,
  };
}

/** Makes users who are to be there before anybody comes. */
export function makeUsers(
  engine: Engine,
  writer: Writer,
  users: readonly DatabaseUser[],
  version: ServerVersion,
): void {
  for (const { user, password, db = 'admin', roles } of users) {
    const name = { user, db };
    const doc = userDoc(
      engine,
      name,
      credentialsOf(name, password),
      rolesFrom(roles, db, version),
      undefined,
    );
    writer.insert(writer.collection(USERS) ?? writer.create(USERS), doc);
  }
}
