/** Checks the fields of a command as the server's parsers do: the types of those known, and no others. */
import { type Doc, isNumber, isObject, toNumber, typeName, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { isAtLeast, SERVER_VERSIONS, type ServerVersion } from '../version.ts';

/** Taken by every command. */
const GENERIC = new Set([
  '$db',
  '$clusterTime',
  '$readPreference',
  '$configServerState',
  '$audit',
  '$client',
  'lsid',
  'txnNumber',
  'autocommit',
  'startTransaction',
  'readConcern',
  'writeConcern',
  'maxTimeMS',
  'comment',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
  'allowImplicitCollectionCreation',
  'shardVersion',
  'databaseVersion',
]);

export const isGeneric = (field: string): boolean => GENERIC.has(field);

const MODES = ['primary', 'primaryPreferred', 'secondary', 'secondaryPreferred', 'nearest'];

/** Refuses bad values of fields that every command takes. */
export function checkGeneric({ maxTimeMS, $readPreference }: Doc): void {
  if (maxTimeMS !== undefined) {
    if (!isNumber(maxTimeMS)) fail(2, 'maxTimeMS must be a number');
    const ms = toNumber(maxTimeMS);
    if (!Number.isInteger(ms)) fail(2, 'maxTimeMS has non-integral value');
    if (ms < 0 || ms > 2_147_483_647) fail(2, `${ms} value for maxTimeMS is out of range [0, 2147483647]`);
  }
  if (isObject($readPreference) && !MODES.includes(String($readPreference.mode)))
    fail(9, `Could not parse $readPreference mode '${String($readPreference.mode)}'.`);
}

type Kind = 'any' | 'object' | 'array' | 'number' | 'bool' | 'string' | 'flag' | 'stringOrObject';
export type Shape = Record<string, Kind>;

/** The shape of a command by version: that of the first, and what came with later ones. */
export function shapes(
  first: Shape,
  later: Partial<Record<ServerVersion, Shape>>,
): Readonly<Record<ServerVersion, Shape>> {
  let shape = first;
  return Object.fromEntries(
    SERVER_VERSIONS.map((version) => {
      shape = { ...shape, ...later[version] };
      return [version, shape];
    }),
  ) as Record<ServerVersion, Shape>;
}

const TESTS: Record<Kind, (v: Value) => boolean> = {
  any: () => true,
  object: isObject,
  array: Array.isArray,
  number: isNumber,
  bool: (v) => typeof v === 'boolean',
  string: (v) => typeof v === 'string',
  flag: (v) => typeof v === 'boolean' || isNumber(v) || v === null,
  stringOrObject: (v) => typeof v === 'string' || isObject(v),
};

/** How a parser words what it refuses. */
interface Rules {
  unknown(field: string): never;
  wrong(field: string, kind: Kind, v: Value): never;
}

export function checkFields(name: string, cmd: Doc, shape: Shape, rules: Rules): void {
  for (const field of Object.keys(cmd)) {
    if (field === name) continue;
    const kind = Object.hasOwn(shape, field) ? shape[field]! : undefined;
    if (kind === undefined) {
      if (!GENERIC.has(field)) rules.unknown(field);
    } else if (!TESTS[kind](cmd[field])) rules.wrong(field, kind, cmd[field]);
  }
}

class Generated implements Rules {
  private readonly path: string;
  constructor(path: string) {
    this.path = path;
  }
  unknown(field: string): never {
    return fail(40415, `BSON field '${this.path}.${field}' is an unknown field.`);
  }
  wrong(field: string, kind: Kind, v: Value): never {
    return fail(
      14,
      `BSON field '${this.path}.${field}' is the wrong type '${typeName(v)}', expected type '${kind}'`,
    );
  }
}

class Old implements Rules {
  private readonly what: string;
  constructor(what: string) {
    this.what = what;
  }
  unknown(field: string): never {
    return fail(9, `Failed to parse: ${this.what}. Unrecognized field '${field}'.`);
  }
  wrong(field: string, kind: Kind, v: Value): never {
    return fail(9, `Failed to parse: ${field}: ${String(v)}. '${field}' field must be of BSON type ${kind}.`);
  }
}

/** The rules of commands with a generated parser: `path` is such as `insert` or `update.updates`. */
export const idl = (path: string): Rules => new Generated(path);

/** The rules of commands that had an older parser before 5.0; `what` is how that one names the command. */
export const parserOf = (version: ServerVersion, path: string, what = path): Rules =>
  isAtLeast(version, '5.0') ? new Generated(path) : new Old(what);

/** A count that may not be negative. */
export function nonNegative(v: Value, what: string): number | undefined {
  if (v === undefined) return undefined;
  const n = toNumber(v);
  if (n < 0) fail(2, `${what} value must be non-negative, but received: ${n}`);
  return Math.trunc(n);
}

export function required(cmd: Doc, field: string, path: string): void {
  if (!Object.hasOwn(cmd, field))
    fail(40414, `BSON field '${path}.${field}' is missing but a required field`);
}
