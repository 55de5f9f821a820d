/** One collection: its records in natural order, and its indexes. It knows nothing of commands or of the oplog. */
import type { Binary } from 'bson';
import type { Doc, Value } from '../bson/values.ts';
import { BTree } from './btree.ts';
import { Index, type IndexSpec, type Rec } from './index.ts';
export declare class Collection {
    readonly ns: string;
    readonly uuid: Binary;
    options: Doc;
    /** What the validator asks of a document, compiled; undefined when there is none. */
    validator: ((doc: Doc) => boolean) | undefined;
    records: BTree<number, Rec>;
    indexes: Index[];
    nextRid: number;
    /** Moves with every change. */
    version: number;
    private frozen;
    constructor(ns: string, uuid: Binary, options?: Doc);
    /** The collection as it is now, for good. The caller must not write to it; `fork` gives one to write to. */
    snapshot(): Collection;
    /** A second collection with the same content, to be written to apart. */
    fork(): Collection;
    get count(): number;
    byId(id: Value): Rec | undefined;
    /** The keys of the document in each index. Throws DuplicateKey, as the first index that refuses it says. */
    keysFor(doc: Doc, rid?: number): string[][];
    /** Throws DuplicateKey, with nothing changed. */
    insert(doc: Doc, keys?: string[][]): Rec;
    /** Puts `doc` in the place of `old`. Throws DuplicateKey, with nothing changed. */
    replace(old: Rec, doc: Doc, keys?: string[][]): Rec;
    remove(rec: Rec): void;
    /** Builds the index over all records. Throws DuplicateKey, with nothing changed. */
    addIndex(spec: IndexSpec, partial?: (doc: Doc) => boolean): Index;
    /** Gives an index other options that do not change what is in it. */
    alterIndex(name: string, options: Doc): void;
    dropIndex(name: string): void;
}
/** The BSON of a record, made once. */
export declare function bytesOf(rec: Rec): Buffer;
