import { encode } from '../bson/encode.js';
import { keyOf } from '../bson/keystring.js';
import { BTree } from './btree.js';
import { Index } from './index.js';
export class Collection {
    ns;
    uuid;
    options;
    /** What the validator asks of a document, compiled; undefined when there is none. */
    validator;
    records = new BTree();
    indexes;
    nextRid = 1;
    /** Moves with every change. */
    version = 0;
    frozen;
    constructor(ns, uuid, options = {}) {
        this.ns = ns;
        this.uuid = uuid;
        this.options = options;
        this.indexes = [new Index({ v: 2, key: { _id: 1 }, name: '_id_' })];
    }
    /** The collection as it is now, for good. The caller must not write to it; `fork` gives one to write to. */
    snapshot() {
        if (this.frozen?.version !== this.version)
            this.frozen = { version: this.version, copy: this.fork() };
        return this.frozen.copy;
    }
    /** A second collection with the same content, to be written to apart. */
    fork() {
        const copy = new Collection(this.ns, this.uuid, this.options);
        copy.validator = this.validator;
        copy.records = this.records.snapshot();
        copy.indexes = this.indexes.map((index) => index.snapshot());
        copy.nextRid = this.nextRid;
        return copy;
    }
    get count() {
        return this.records.size;
    }
    byId(id) {
        const rid = this.indexes[0].entries.get(keyOf(id));
        return rid === undefined ? undefined : this.records.get(rid);
    }
    /** The keys of the document in each index. Throws DuplicateKey, as the first index that refuses it says. */
    keysFor(doc, rid = this.nextRid) {
        return this.indexes.map((index) => {
            const keys = index.keysOf(doc);
            if (index.unique) {
                const taken = keys.find((key) => index.holder(key, rid) !== undefined);
                if (taken !== undefined)
                    throw index.duplicate(this.ns, doc, taken);
            }
            return keys;
        });
    }
    /** Throws DuplicateKey, with nothing changed. */
    insert(doc, keys = this.keysFor(doc)) {
        const rid = this.nextRid++;
        this.version++;
        const rec = { rid, doc, bytes: undefined };
        this.records.set(rid, rec);
        this.indexes.forEach((index, i) => {
            index.add(keys[i], rid);
        });
        return rec;
    }
    /** Puts `doc` in the place of `old`. Throws DuplicateKey, with nothing changed. */
    replace(old, doc, keys = this.keysFor(doc, old.rid)) {
        this.version++;
        const rec = { rid: old.rid, doc, bytes: undefined };
        this.records.set(old.rid, rec);
        this.indexes.forEach((index, i) => {
            const before = index.keysOf(old.doc);
            const after = keys[i];
            if (before.length === after.length && before.every((key, n) => key === after[n]))
                return;
            index.remove(before, old.rid);
            index.add(after, old.rid);
        });
        return rec;
    }
    remove(rec) {
        this.version++;
        this.records.delete(rec.rid);
        for (const index of this.indexes)
            index.remove(index.keysOf(rec.doc), rec.rid);
    }
    /** Builds the index over all records. Throws DuplicateKey, with nothing changed. */
    addIndex(spec, partial) {
        const index = new Index(spec, partial);
        for (const [rid, rec] of this.records.ascend()) {
            const keys = index.keysOf(rec.doc);
            if (index.unique) {
                const taken = keys.find((key) => index.holder(key, rid) !== undefined);
                if (taken !== undefined)
                    throw index.duplicate(this.ns, rec.doc, taken);
            }
            index.add(keys, rid);
        }
        this.version++;
        this.indexes = [...this.indexes, index];
        return index;
    }
    /** Gives an index other options that do not change what is in it. */
    alterIndex(name, options) {
        this.version++;
        this.indexes = this.indexes.map((index) => {
            if (index.spec.name !== name)
                return index;
            const altered = new Index({ ...index.spec, ...options }, index.partial, index.entries);
            altered.multikey = index.multikey;
            return altered;
        });
    }
    dropIndex(name) {
        this.version++;
        this.indexes = this.indexes.filter((index) => index.spec.name !== name);
    }
}
/** The BSON of a record, made once. */
export function bytesOf(rec) {
    rec.bytes ??= encode(rec.doc);
    return rec.bytes;
}
