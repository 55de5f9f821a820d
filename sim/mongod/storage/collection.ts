/** One collection: its records in natural order, and its indexes. It knows nothing of commands or of the oplog. */
import type { Binary } from 'bson';
import { encode } from '../bson/encode.ts';
import { type Doc, toNumber, type Value } from '../bson/values.ts';
import { Collation } from '../collation/collation.ts';
import { fail } from '../errors.ts';
import { BTree } from './btree.ts';
import { Index, type IndexSpec, type Rec } from './index.ts';

export class Collection {
  readonly ns: string;
  readonly uuid: Binary;
  options: Doc;
  /** How strings are compared where nothing else is asked for, other than by their bytes. */
  readonly collation: Collation | undefined;
  /** What the validator asks of a document, compiled; undefined when there is none. */
  validator: ((doc: Doc) => boolean) | undefined;
  /** See `bounds`. */
  private limits: Bounds | undefined;
  /** The size of all documents, where that is bounded. */
  private bytes = 0;
  records = new BTree<number, Rec>();
  indexes: Index[];
  nextRid = 1;
  /** Moves with every change. */
  version = 0;
  private frozen: { version: number; copy: Collection } | undefined;

  constructor(ns: string, uuid: Binary, options: Doc = {}) {
    this.ns = ns;
    this.uuid = uuid;
    this.options = options;
    this.collation = Collation.from(options);
    const { collation } = options;
    this.indexes = [new Index({ v: 2, key: { _id: 1 }, name: '_id_', ...(collation ? { collation } : {}) })];
  }

  /** The collection as it is now, for good. The caller must not write to it; `fork` gives one to write to. */
  snapshot(): Collection {
    if (this.frozen?.version !== this.version) this.frozen = { version: this.version, copy: this.fork() };
    return this.frozen.copy;
  }

  /** A second collection with the same content, to be written to apart. */
  fork(): Collection {
    const copy = new Collection(this.ns, this.uuid, this.options);
    copy.validator = this.validator;
    copy.limits = this.limits;
    copy.bytes = this.bytes;
    copy.records = this.records.snapshot();
    copy.indexes = this.indexes.map((index) => index.snapshot());
    copy.nextRid = this.nextRid;
    return copy;
  }

  /** Its documents are in the order of `_id`. */
  get isClustered(): boolean {
    return this.options.clusteredIndex !== undefined;
  }

  /** What it may hold at most, if it is capped: then the oldest go, as soon as the next document comes. */
  get bounds(): Bounds | undefined {
    return this.limits;
  }

  set bounds(bounds: Bounds | undefined) {
    this.limits = bounds;
    this.bytes = 0;
    if (bounds) for (const [, rec] of this.records.ascend()) this.bytes += bytesOf(rec).length;
  }

  get count(): number {
    return this.records.size;
  }

  /** The records in the order in which they are without being asked for any. */
  *natural(backward = false): Generator<Rec> {
    if (this.isClustered) {
      const { entries } = this.indexes[0]!;
      for (const [, rid] of backward ? entries.descend() : entries.ascend()) yield this.records.get(rid)!;
    } else for (const [, rec] of backward ? this.records.descend() : this.records.ascend()) yield rec;
  }

  byId(id: Value): Rec | undefined {
    const rid = this.indexes[0]!.entries.get(this.indexes[0]!.keyOf(id));
    return rid === undefined ? undefined : this.records.get(rid);
  }

  /** The keys of the document in each index. Throws DuplicateKey, as the first index that refuses it says. */
  keysFor(doc: Doc, rid = this.nextRid): string[][] {
    return this.indexes.map((index) => {
      const keys = index.keysOf(doc);
      if (index.refusesMore) {
        const taken = keys.find((key) => index.holder(key, rid) !== undefined);
        if (taken !== undefined) throw index.duplicate(this.ns, doc, taken);
      }
      return keys;
    });
  }

  /** Throws DuplicateKey, with nothing changed. */
  insert(doc: Doc, keys = this.keysFor(doc)): Rec {
    const rec: Rec = { rid: this.nextRid, doc, bytes: undefined };
    const { bounds } = this;
    if (bounds && bytesOf(rec).length > bounds.bytes) fail(2, 'object to insert exceeds cappedMaxSize');
    this.nextRid++;
    this.version++;
    this.records.set(rec.rid, rec);
    this.indexes.forEach((index, i) => {
      index.add(keys[i]!, rec.rid);
    });
    if (bounds) this.makeRoom(bounds, rec);
    return rec;
  }

  /** Lets the oldest go until all is within bounds. Every member does so by itself: no oplog tells of it. */
  private makeRoom(bounds: Bounds, newest: Rec): void {
    this.bytes += bytesOf(newest).length;
    while (this.bytes > bounds.bytes || this.count > bounds.count) {
      const [oldest] = this.records.ascend();
      if (!oldest || oldest[1] === newest) return;
      this.remove(oldest[1]);
    }
  }

  /** Puts `doc` in the place of `old`. Throws DuplicateKey, with nothing changed. */
  replace(old: Rec, doc: Doc, keys = this.keysFor(doc, old.rid)): Rec {
    this.version++;
    const rec: Rec = { rid: old.rid, doc, bytes: undefined };
    if (this.bounds) this.bytes += bytesOf(rec).length - bytesOf(old).length;
    this.records.set(old.rid, rec);
    this.indexes.forEach((index, i) => {
      const before = index.keysOf(old.doc);
      const after = keys[i]!;
      if (before.length === after.length && before.every((key, n) => key === after[n])) return;
      index.remove(before, old.rid);
      index.add(after, old.rid);
    });
    return rec;
  }

  remove(rec: Rec): void {
    this.version++;
    if (this.bounds) this.bytes -= bytesOf(rec).length;
    this.records.delete(rec.rid);
    for (const index of this.indexes) index.remove(index.keysOf(rec.doc), rec.rid);
  }

  /** Builds the index over all records. Throws DuplicateKey, with nothing changed. */
  addIndex(spec: IndexSpec, partial?: (doc: Doc) => boolean): Index {
    const index = new Index(spec, partial);
    this.fill(index);
    this.version++;
    this.indexes = [...this.indexes, index];
    return index;
  }

  private fill(index: Index): void {
    for (const [rid, rec] of this.records.ascend()) {
      const keys = index.keysOf(rec.doc);
      if (index.unique) {
        const taken = keys.find((key) => index.holder(key, rid) !== undefined);
        if (taken !== undefined) throw index.duplicate(this.ns, rec.doc, taken);
      }
      index.add(keys, rid);
    }
  }

  /** Gives an index other options. Throws DuplicateKey, with nothing changed, where it cannot be unique. */
  alterIndex(name: string, options: Doc): void {
    this.indexes = this.indexes.map((index) => {
      if (index.spec.name !== name) return index;
      const altered = index.altered(options);
      if (altered.unique !== index.unique) this.fill(altered);
      return altered;
    });
    this.version++;
  }

  dropIndex(name: string): void {
    this.version++;
    this.indexes = this.indexes.filter((index) => index.spec.name !== name);
  }
}

/** The bounds of a capped collection. */
export interface Bounds {
  bytes: number;
  count: number;
}

const LEAST_BYTES = 4096;

export function boundsOf({ capped, size, max }: Doc): Bounds | undefined {
  if (capped !== true) return undefined;
  const count = max === undefined ? 0 : toNumber(max);
  return {
    bytes: Math.max(LEAST_BYTES, toNumber(size)),
    count: count > 0 ? count : Number.POSITIVE_INFINITY,
  };
}

/** The BSON of a record, made once. */
export function bytesOf(rec: Rec): Buffer {
  rec.bytes ??= encode(rec.doc);
  return rec.bytes;
}
