/**
 * A transaction: its own view of the data from when it began, its writes on that view, and the check that nobody
 * else wrote the same. At commit its writes become one oplog entry. Records are immutable and shared, so "changed
 * since the snapshot" is "another object now".
 */
import type { Doc, Value } from '../bson/values.ts';
import type { Op } from '../oplog/entry.ts';
import type { Collection } from '../storage/collection.ts';
import { Store } from '../storage/store.ts';
import type { Locks, Owner } from './locks.ts';
export declare class Transaction implements Owner {
    readonly txnNumber: bigint;
    readonly readConcern: Doc;
    readonly ended: Promise<void>;
    state: 'open' | 'committed' | 'aborted';
    ops: Op[];
    private readonly live;
    private readonly base;
    private readonly view;
    private readonly written;
    private readonly locks;
    private readonly timer;
    private end;
    constructor(txnNumber: bigint, readConcern: Doc, live: () => Store, locks: Locks, lifetimeMs: number);
    /** What the transaction reads: its snapshot with its own writes. */
    get store(): Store;
    /** Whether the collection is of the transaction's own making. */
    created(ns: string): boolean;
    /** Refuses a collection that was made or dropped by others since the snapshot. */
    check(ns: string): void;
    /** The collection to write to; copied from the snapshot at the first write. */
    writable(ns: string): Collection | undefined;
    create(coll: Collection): void;
    /** Claims the document (and what it would hold of unique indexes), or fails with WriteConflict. */
    claim(coll: Collection, id: Value, doc: Doc | null): void;
    /** Puts the writes into the live store. The caller logs `ops`. */
    commit(): void;
    abort(): void;
    private finish;
}
