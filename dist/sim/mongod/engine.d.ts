/**
 * The state of one member, and the one way to change it: through a `Writer`, which is either autocommitting (each
 * change is an oplog entry at once) or a transaction's. Commands (commands/) know only this.
 */
import { Binary } from 'bson';
import type { Doc } from './bson/values.ts';
import type { Disk } from './disk.ts';
import { CommitPoint } from './oplog/commit.ts';
import { type ClusterTime, type Entry, type Op, type WriteId } from './oplog/entry.ts';
import { type Image, type Vote } from './oplog/journal.ts';
import { ClusterClock, Oplog } from './oplog/oplog.ts';
import type { Log } from './query/update/place.ts';
import { Locks } from './session/locks.ts';
import { Sessions } from './session/sessions.ts';
import type { Transaction } from './session/transaction.ts';
import type { Collection } from './storage/collection.ts';
import type { IndexSpec, Rec } from './storage/index.ts';
import { Store } from './storage/store.ts';
export interface CommittedEntry {
    clusterTime: bigint;
    /** Which change of that time it is: a transaction's have all the same. */
    index: number;
    db: string;
    coll: string;
    op: 'insert' | 'update' | 'replace' | 'delete';
    id: unknown;
    before: Doc | null;
    after: Doc | null;
}
export declare class Engine {
    store: Store;
    readonly clock: ClusterClock;
    readonly oplog: Oplog;
    readonly commit: CommitPoint;
    readonly sessions: Sessions;
    readonly locks: Locks;
    /** The newest term that is known here: what is written is written in it. */
    term: number;
    private readonly disk;
    private readonly onCommit;
    private told;
    constructor(disk: Disk, oplogLimit: number, onCommit: ((entry: CommittedEntry) => void) | undefined);
    /** Takes up what the disk kept. Alone, whatever survived is committed; else only what was known to be. */
    recover(replicated: boolean): Vote;
    /** Takes over entries that the primary wrote. They are journaled with the next flush. */
    follow(entries: Entry[]): void;
    private learn;
    /** Takes back every entry after `ts`: how many. The log ends there, the data is as it was, and retries are new again. */
    rollBack(ts: ClusterTime): number;
    /** Becomes what the image shows, whatever was here. */
    restart(image: Image): void;
    private adopt;
    /** Resolves once the vote is on the disk: it may be told then, and not before. */
    keepVote(vote: Vote): Promise<void>;
    /** Forgets the oplog's past, as if it had grown out of its size. What is not committed stays. */
    truncateOplog(before: ClusterTime): void;
    /** Writes an entry for changes already in the store. */
    record(ops: Op[], writeId?: WriteId, txn?: boolean): ClusterTime;
    newUuid(): Binary;
    private tell;
}
/** The way commands change data. `stmtId` numbers a retryable write's statements. */
export declare class Writer {
    private readonly engine;
    private readonly txn;
    private readonly writeId;
    private readonly onStatement;
    /** `onStatement` is told before each statement of a retryable write takes effect; what it throws prevents it. */
    constructor(engine: Engine, txn: Transaction | undefined, writeId: Omit<WriteId, 'stmtIds'> | undefined, onStatement: () => void);
    /** The collection as this writer sees it, to be written to. */
    collection(ns: string): Collection | undefined;
    insert(coll: Collection, doc: Doc, stmtId?: number): void;
    replace(coll: Collection, rec: Rec, doc: Doc, log: Log | undefined, stmtId?: number): void;
    remove(coll: Collection, rec: Rec, stmtId?: number): void;
    create(ns: string, options?: Doc): Collection;
    /** Logs an index that is built already. In a transaction, on a collection that is new in it. */
    indexed(coll: Collection, spec: IndexSpec): void;
    /** A change of the catalogue: applied, then logged. Never in a transaction. */
    command(db: string, o: Doc, uuid?: Binary): void;
    private claim;
    private statement;
    private log;
}
