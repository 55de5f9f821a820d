/**
 * What users may do: by the roles that every server has. Roles are of whole databases, so what a command needs is a kind of
 * action on its database. Not modelled: roles that people make, with privileges on single collections.
 */
import { type Doc, isObject, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { isAtLeast, type ServerVersion } from '../version.ts';

export interface Role {
  role: string;
  db: string;
}

/** `any`: it is enough to be known; `monitor` and `cluster` concern the server and the set rather than a database. */
export type Need = 'any' | 'read' | 'write' | 'dbAdmin' | 'userAdmin' | 'monitor' | 'cluster';

/** On the role's own database. */
const OF_ONE: Readonly<Record<string, readonly Need[]>> = {
  read: ['read'],
  readWrite: ['read', 'write'],
  dbAdmin: ['dbAdmin'],
  userAdmin: ['userAdmin'],
  dbOwner: ['read', 'write', 'dbAdmin', 'userAdmin'],
};

/** Roles of `admin`, on all databases but `local` and `config`. */
const OF_ALL: Readonly<Record<string, readonly Need[]>> = {
  readAnyDatabase: ['read'],
  readWriteAnyDatabase: ['read', 'write'],
  dbAdminAnyDatabase: ['dbAdmin'],
  userAdminAnyDatabase: ['userAdmin'],
  clusterMonitor: ['monitor'],
  clusterManager: ['cluster'],
  hostManager: ['cluster'],
  clusterAdmin: ['monitor', 'cluster'],
  backup: ['read', 'monitor'],
  restore: ['write', 'dbAdmin', 'userAdmin'],
};

const ALL: readonly Need[] = ['any', 'read', 'write', 'dbAdmin', 'userAdmin', 'monitor', 'cluster'];

function exists({ role, db }: Role): boolean {
  if (Object.hasOwn(OF_ONE, role)) return true;
  return db === 'admin' && (role === 'root' || Object.hasOwn(OF_ALL, role));
}

/** The roles as they are kept; one by its name alone is of that database. Throws where there is none such. */
export function rolesFrom(given: readonly Value[], db: string, version: ServerVersion): Role[] {
  return given.map((one) => {
    const role = typeof one === 'string' ? { role: one, db } : isObject(one) ? named(one) : undefined;
    if (!role) return fail(9, 'Role names must be either strings or objects');
    if (exists(role)) return role;
    const name = `${role.role}@${role.db}`;
    return fail(31, isAtLeast(version, '5.0') ? `Could not find role: ${name}` : `No role named ${name}`);
  });
}

function named({ role, db }: Doc): Role {
  if (typeof role !== 'string' || role === '') return fail(4, 'Missing expected field "role"');
  if (typeof db !== 'string' || db === '') return fail(4, 'Missing expected field "db"');
  return { role, db };
}

export function allows(roles: readonly Role[], need: Need, db: string): boolean {
  if (need === 'any') return true;
  return roles.some((role) => {
    if (role.db === 'admin' && role.role === 'root') return ALL.includes(need);
    if (role.db === db && OF_ONE[role.role]?.includes(need)) return true;
    const own = ['local', 'config'].includes(db);
    return !own && role.db === 'admin' && (OF_ALL[role.role]?.includes(need) ?? false);
  });
}
