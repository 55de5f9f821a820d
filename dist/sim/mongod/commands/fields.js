/** Checks the fields of a command as the server's parsers do: the types of those known, and no others. */
import { isNumber, isObject, toNumber, typeName } from '../bson/values.js';
import { fail } from '../errors.js';
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
export const isGeneric = (field) => GENERIC.has(field);
const MODES = ['primary', 'primaryPreferred', 'secondary', 'secondaryPreferred', 'nearest'];
/** Refuses bad values of fields that every command takes. */
export function checkGeneric({ maxTimeMS, $readPreference }) {
    if (maxTimeMS !== undefined) {
        if (!isNumber(maxTimeMS))
            fail(2, 'maxTimeMS must be a number');
        const ms = toNumber(maxTimeMS);
        if (!Number.isInteger(ms))
            fail(2, 'maxTimeMS has non-integral value');
        if (ms < 0 || ms > 2_147_483_647)
            fail(2, `${ms} value for maxTimeMS is out of range [0, 2147483647]`);
    }
    if (isObject($readPreference) && !MODES.includes(String($readPreference.mode)))
        fail(9, `Could not parse $readPreference mode '${String($readPreference.mode)}'.`);
}
const TESTS = {
    any: () => true,
    object: isObject,
    array: Array.isArray,
    number: isNumber,
    bool: (v) => typeof v === 'boolean',
    string: (v) => typeof v === 'string',
    flag: (v) => typeof v === 'boolean' || isNumber(v) || v === null,
    stringOrObject: (v) => typeof v === 'string' || isObject(v),
};
export function checkFields(name, cmd, shape, rules) {
    for (const field of Object.keys(cmd)) {
        if (field === name)
            continue;
        const kind = Object.hasOwn(shape, field) ? shape[field] : undefined;
        if (kind === undefined) {
            if (!GENERIC.has(field))
                rules.unknown(field);
        }
        else if (!TESTS[kind](cmd[field]))
            rules.wrong(field, kind, cmd[field]);
    }
}
class Generated {
    path;
    constructor(path) {
        this.path = path;
    }
    unknown(field) {
        return fail(40415, `BSON field '${this.path}.${field}' is an unknown field.`);
    }
    wrong(field, kind, v) {
        return fail(14, `BSON field '${this.path}.${field}' is the wrong type '${typeName(v)}', expected type '${kind}'`);
    }
}
class Old {
    what;
    constructor(what) {
        this.what = what;
    }
    unknown(field) {
        return fail(9, `Failed to parse: ${this.what}. Unrecognized field '${field}'.`);
    }
    wrong(field, kind, v) {
        return fail(9, `Failed to parse: ${field}: ${String(v)}. '${field}' field must be of BSON type ${kind}.`);
    }
}
/** The rules of commands with a generated parser: `path` is such as `insert` or `update.updates`. */
export const idl = (path) => new Generated(path);
/** The rules of the older parsers (find, getMore, aggregate). */
export const oldParser = (what) => new Old(what);
/** A count that may not be negative. */
export function nonNegative(v, what) {
    if (v === undefined)
        return undefined;
    const n = toNumber(v);
    if (n < 0)
        fail(2, `${what} value must be non-negative, but received: ${n}`);
    return Math.trunc(n);
}
export function required(cmd, field, path) {
    if (!Object.hasOwn(cmd, field))
        fail(40414, `BSON field '${path}.${field}' is missing but a required field`);
}
