/** One index of a collection: its specification, and its entries in order. */
import { compoundKey, keyOf } from '../bson/keystring.ts';
import { show } from '../bson/show.ts';
import type { Doc, Value } from '../bson/values.ts';
import { setField, toNumber } from '../bson/values.ts';
import { Collation } from '../collation/collation.ts';
import { fail, MongoError } from '../errors.ts';
import { BTree } from './btree.ts';
import { hashOf } from './hash.ts';
import { extractKeys } from './keys.ts';
import { Wildcard } from './wildcard.ts';

export interface IndexSpec {
  v: number;
  key: Doc;
  name: string;
  unique?: boolean;
  sparse?: boolean;
  partialFilterExpression?: Doc;
  [option: string]: unknown;
}

/** A stored document. Never changed: a write puts another in its place. */
export interface Rec {
  readonly rid: number;
  readonly doc: Doc;
  /** Its BSON, once somebody needed it. */
  bytes: Buffer | undefined;
}

export class Index {
  readonly spec: IndexSpec;
  readonly fields: string[];
  readonly paths: string[][];
  readonly descending: boolean[];
  /** It holds values under their paths, and has no fields of its own. */
  readonly wildcard: Wildcard | undefined;
  /** Which of its fields is there by its hash. */
  readonly hashed: string | undefined;
  readonly unique: boolean;
  /** No further document may have a key that another has, though some may have one in common from before. */
  readonly refusesMore: boolean;
  readonly partial: ((doc: Doc) => boolean) | undefined;
  /** How its strings are ordered, other than by their bytes. Copies have it in common, as they have its keys. */
  readonly collation: Collation | undefined;
  entries: BTree<string, number>;
  multikey = false;

  constructor(
    spec: IndexSpec,
    partial?: (doc: Doc) => boolean,
    entries = new BTree<string, number>(),
    collation = Collation.from(spec),
  ) {
    this.spec = spec;
    this.collation = collation;
    this.wildcard = Wildcard.from(spec);
    this.fields = this.wildcard ? [] : Object.keys(spec.key);
    this.paths = this.fields.map((f) => f.split('.'));
    this.descending = Object.values(spec.key).map((dir) => toNumber(dir) < 0);
    this.hashed = this.fields.find((field) => spec.key[field] === 'hashed');
    this.unique = spec.unique === true || spec.name === '_id_';
    this.refusesMore = this.unique || spec.prepareUnique === true;
    this.partial = partial;
    this.entries = entries;
  }

  snapshot(): Index {
    const copy = new Index(this.spec, this.partial, this.entries.snapshot(), this.collation);
    copy.multikey = this.multikey;
    return copy;
  }

  /** The same entries under other options; none where these ask for entries of another kind. */
  altered(options: Doc): Index {
    const spec: IndexSpec = { ...this.spec, ...options };
    if (spec.prepareUnique === false) delete spec.prepareUnique;
    const isSame = spec.unique === this.spec.unique;
    const copy = new Index(spec, this.partial, isSame ? this.entries : undefined, this.collation);
    copy.multikey = this.multikey;
    return copy;
  }

  /** The key of a value in this index, ascending. */
  keyOf(v: Value): string {
    return keyOf(v, this.collation?.keyOfText);
  }

  /** What stands for the values in the index. Throws where one cannot be hashed. */
  private stored(values: Value[]): Value[] {
    const { hashed, fields } = this;
    if (hashed === undefined) return values;
    return values.map((v, i) => (fields[i] === hashed ? hashOf(v === undefined ? null : v) : v));
  }

  /** The key of an entry, with a value for each field. */
  compoundKey(values: Value[]): string {
    return compoundKey(this.stored(values), this.descending, this.collation?.keyOfText);
  }

  /** The entry keys of a document, without its record: what a unique index holds once. */
  keysOf(doc: Doc): string[] {
    if (this.partial && !this.partial(doc)) return [];
    if (this.wildcard) {
      const { keys, isSpread } = this.wildcard.keysOf(doc, this.collation?.keyOfText);
      if (isSpread) this.multikey = true;
      return keys;
    }
    const { keys, multikey } = extractKeys(doc, this.paths);
    if (multikey && this.hashed !== undefined)
      fail(
        16766,
        `hashed indexes do not currently support array values. Found array at path: ${this.hashed}`,
      );
    if (multikey) this.multikey = true;
    if (this.spec.sparse && !this.paths.some((path) => hasPath(doc, path))) return [];
    if (keys.length === 1) return [this.compoundKey(keys[0]!)];
    return [...new Set(keys.map((values) => this.compoundKey(values)))];
  }

  /** What the index holds of a document, by field; of a list its first. */
  keyAsDocument(doc: Doc): Doc {
    const values = this.stored(extractKeys(doc, this.paths).keys[0]!);
    const out: Doc = {};
    this.fields.forEach((field, i) => {
      setField(out, field, values[i] === undefined ? null : values[i]);
    });
    return out;
  }

  /** The key under which the entry is kept: other than a unique one it ends with the record's number. */
  private entryKey(key: string, rid: number): string {
    return this.unique ? key : key + ridKey(rid);
  }

  /** The record that already holds the key, other than `rid` itself. */
  holder(key: string, rid: number): number | undefined {
    if (!this.unique) return this.holders(key).find((other) => other !== rid);
    const other = this.entries.get(key);
    return other === undefined || other === rid ? undefined : other;
  }

  /** All records that hold the key in an index that is not unique. */
  holders(key: string): number[] {
    const out: number[] = [];
    for (const [entry, rid] of this.entries.ascend(key)) {
      if (!entry.startsWith(key)) break;
      if (entry.length === key.length + RID_KEY_LENGTH) out.push(rid);
    }
    return out;
  }

  add(keys: string[], rid: number): void {
    for (const key of keys) this.entries.set(this.entryKey(key, rid), rid);
  }

  remove(keys: string[], rid: number): void {
    for (const key of keys) this.entries.delete(this.entryKey(key, rid));
  }

  duplicate(ns: string, doc: Doc, conflicting: string): MongoError {
    const { keys } = extractKeys(doc, this.paths);
    const values = keys.find((k) => this.compoundKey(k) === conflicting) ?? keys[0]!;
    const keyValue: Doc = {};
    this.fields.forEach((field, i) => {
      keyValue[field] = values[i] === undefined ? null : values[i];
    });
    return new DuplicateKey(ns, this.spec, keyValue);
  }
}

/** A key is taken in a unique index. */
export class DuplicateKey extends MongoError {
  /** The values by which the document met another. */
  readonly values: Doc;
  readonly spec: IndexSpec;

  constructor(ns: string, spec: IndexSpec, values: Doc) {
    const { collation, key, name } = spec;
    const keyValue = collation ? asKeys(values) : values;
    const shown = Object.entries(keyValue).map(([field, v]) =>
      collation && typeof v === 'string' ? `${field}: ${v}` : `${field}: ${show(v)}`,
    );
    const under = collation ? ` collation: ${show(collation)}` : '';
    super(
      11000,
      `E11000 duplicate key error collection: ${ns} index: ${name}${under} dup key: { ${shown.join(', ')} }`,
      {
        keyPattern: key,
        keyValue,
        ...(collation ? { collation } : {}),
      },
    );
    this.values = values;
    this.spec = spec;
  }
}

/** An index with a collation holds keys in the place of strings, of which the server shows the bytes. */
function asKeys(values: Doc): Doc {
  return Object.fromEntries(
    Object.entries(values).map(([field, v]) => [
      field,
      typeof v === 'string' ? `0x${Buffer.from(v).toString('hex')}` : v,
    ]),
  );
}

const RID_KEY_LENGTH = 6;

/** A record number as characters that keep its order. */
export function ridKey(rid: number): string {
  return String.fromCharCode(
    Math.floor(rid / 2 ** 40) & 255,
    Math.floor(rid / 2 ** 32) & 255,
    (rid >>> 24) & 255,
    (rid >>> 16) & 255,
    (rid >>> 8) & 255,
    rid & 255,
  );
}

function hasPath(value: Value, path: string[], at = 0): boolean {
  if (at === path.length) return true;
  if (Array.isArray(value)) {
    if (/^\d+$/.test(path[at]!) && Number(path[at]) < value.length)
      return hasPath(value[Number(path[at])], path, at + 1);
    return value.some(
      (item) => typeof item === 'object' && item !== null && !Array.isArray(item) && hasPath(item, path, at),
    );
  }
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, path[at]!)) return false;
  return hasPath((value as Doc)[path[at]!], path, at + 1);
}
