import type { Doc, Value } from '../bson/values.ts';
import { MongoError } from '../errors.ts';
import { BTree } from './btree.ts';
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
export declare class Index {
    readonly spec: IndexSpec;
    readonly fields: string[];
    readonly paths: string[][];
    readonly descending: boolean[];
    readonly unique: boolean;
    readonly partial: ((doc: Doc) => boolean) | undefined;
    entries: BTree<string, number>;
    multikey: boolean;
    constructor(spec: IndexSpec, partial?: (doc: Doc) => boolean, entries?: BTree<string, number>);
    snapshot(): Index;
    /** The entry keys of a document, without its record: what a unique index holds once. */
    keysOf(doc: Doc): string[];
    /** The key under which the entry is kept: other than a unique one it ends with the record's number. */
    private entryKey;
    /** The record that already holds the key in a unique index, other than `rid` itself. */
    holder(key: string, rid: number): number | undefined;
    add(keys: string[], rid: number): void;
    remove(keys: string[], rid: number): void;
    duplicate(ns: string, doc: Doc, conflicting: string): MongoError;
}
/** A record number as characters that keep its order. */
export declare function ridKey(rid: number): string;
/** A value as the shell prints it, for the prose of errors. */
export declare function show(v: Value): string;
