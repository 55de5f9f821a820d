/** One index of a collection: its specification, and its entries in order. */
import { compoundKey } from '../bson/keystring.js';
import { toNumber } from '../bson/values.js';
import { MongoError } from '../errors.js';
import { BTree } from './btree.js';
import { extractKeys } from './keys.js';
export class Index {
    spec;
    fields;
    paths;
    descending;
    unique;
    partial;
    entries;
    multikey = false;
    constructor(spec, partial, entries = new BTree()) {
        this.spec = spec;
        this.fields = Object.keys(spec.key);
        this.paths = this.fields.map((f) => f.split('.'));
        this.descending = Object.values(spec.key).map((dir) => toNumber(dir) < 0);
        this.unique = spec.unique === true || spec.name === '_id_';
        this.partial = partial;
        this.entries = entries;
    }
    snapshot() {
        const copy = new Index(this.spec, this.partial, this.entries.snapshot());
        copy.multikey = this.multikey;
        return copy;
    }
    /** The entry keys of a document, without its record: what a unique index holds once. */
    keysOf(doc) {
        if (this.partial && !this.partial(doc))
            return [];
        const { keys, multikey } = extractKeys(doc, this.paths);
        if (multikey)
            this.multikey = true;
        if (this.spec.sparse && !this.paths.some((path) => hasPath(doc, path)))
            return [];
        if (keys.length === 1)
            return [compoundKey(keys[0], this.descending)];
        return [...new Set(keys.map((values) => compoundKey(values, this.descending)))];
    }
    /** The key under which the entry is kept: other than a unique one it ends with the record's number. */
    entryKey(key, rid) {
        return this.unique ? key : key + ridKey(rid);
    }
    /** The record that already holds the key in a unique index, other than `rid` itself. */
    holder(key, rid) {
        const other = this.entries.get(key);
        return other === undefined || other === rid ? undefined : other;
    }
    add(keys, rid) {
        for (const key of keys)
            this.entries.set(this.entryKey(key, rid), rid);
    }
    remove(keys, rid) {
        for (const key of keys)
            this.entries.delete(this.entryKey(key, rid));
    }
    duplicate(ns, doc, conflicting) {
        const { keys } = extractKeys(doc, this.paths);
        const values = keys.find((k) => compoundKey(k, this.descending) === conflicting) ?? keys[0];
        const keyValue = {};
        this.fields.forEach((field, i) => {
            keyValue[field] = values[i] === undefined ? null : values[i];
        });
        const shown = this.fields.map((f) => `${f}: ${show(keyValue[f])}`).join(', ');
        return new MongoError(11000, `E11000 duplicate key error collection: ${ns} index: ${this.spec.name} dup key: { ${shown} }`, { keyPattern: this.spec.key, keyValue });
    }
}
/** A record number as characters that keep its order. */
export function ridKey(rid) {
    return String.fromCharCode(Math.floor(rid / 2 ** 40) & 255, Math.floor(rid / 2 ** 32) & 255, (rid >>> 24) & 255, (rid >>> 16) & 255, (rid >>> 8) & 255, rid & 255);
}
function hasPath(value, path, at = 0) {
    if (at === path.length)
        return true;
    if (Array.isArray(value)) {
        if (/^\d+$/.test(path[at]) && Number(path[at]) < value.length)
            return hasPath(value[Number(path[at])], path, at + 1);
        return value.some((item) => typeof item === 'object' && item !== null && !Array.isArray(item) && hasPath(item, path, at));
    }
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, path[at]))
        return false;
    return hasPath(value[path[at]], path, at + 1);
}
/** A value as the shell prints it, for the prose of errors. */
export function show(v) {
    if (typeof v === 'string')
        return `"${v}"`;
    if (typeof v === 'bigint')
        return String(v);
    if (Array.isArray(v))
        return v.length === 0 ? '[]' : `[ ${v.map(show).join(', ')} ]`;
    if (v === null || typeof v !== 'object')
        return String(v);
    if (v instanceof Date)
        return `new Date(${v.getTime()})`;
    if (Object.getPrototypeOf(v) !== Object.prototype)
        return String(v);
    const fields = Object.entries(v).map(([k, x]) => `${k}: ${show(x)}`);
    return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}
