/**
 * How far the oplog is journaled and committed, and who waits for that.
 *
 * With one member an entry is committed once it is in the journal. With several replset/ calls `advance` with the
 * point that a majority has. Group commit: one sync at a time; what is written meanwhile goes with the next. A sync
 * starts as soon as there is something to sync (the real server waits up to 100 ms when nobody asks), so an
 * unjournaled write can be lost for as long as the disk takes.
 */
import type { Disk } from '../disk.ts';
import { MongoError } from '../errors.ts';
import type { Store } from '../storage/store.ts';
import type { ClusterTime, Entry } from './entry.ts';
import type { Image, Journal, JournalRecord } from './journal.ts';
import type { Oplog } from './oplog.ts';
/** What one can wait for an entry to be: in the oplog here, in the journal here, in a majority's journals, elsewhere. */
export type Progress = 'applied' | 'durable' | 'committed' | (() => ClusterTime);
export declare class CommitPoint {
    applied: ClusterTime;
    durable: ClusterTime;
    committed: ClusterTime;
    /** The set has other members: then the journal alone commits nothing. */
    replicated: boolean;
    /** Told after entries were written, and after they were journaled. Replication listens. */
    onApplied: () => void;
    onDurable: () => void;
    private readonly disk;
    private readonly store;
    private readonly views;
    /** Up to where those who wait have been told of what is written. */
    private flushed;
    /** The commit point as the disk has it. */
    private noted;
    private syncing;
    /** Moves with each roll-back: a sync that began before it says nothing of what is in the journal now. */
    private rollbacks;
    private waiters;
    private readonly listeners;
    private closed;
    constructor(disk: Disk, oplog: Oplog, store: () => Store);
    /** The store holds what is committed, after a start; what came later is put in next. */
    recovered(journal: Journal, committed: ClusterTime): void;
    /** An entry that the disk gave back. */
    recall(entry: Entry): void;
    write(record: JournalRecord): void;
    append(entry: Entry): void;
    /** Called after a command's entries, or those of a batch, are all appended. */
    flush(): void;
    private journaled;
    /** Everything up to `ts` is committed. */
    advance(ts: ClusterTime): void;
    /** What a majority has. */
    committedStore(): Store;
    /** Takes back what is after `ts`: gives the data as it was then, to go on from. */
    rollBack(ts: ClusterTime): Store;
    /** Everything is replaced by an image. */
    restart(image: Image): void;
    private begin;
    /** Runs `listener` each time the commit point moves; returns how to stop. */
    onAdvance(listener: () => void): () => void;
    /** Resolves once `ts` is that far; rejects after `timeoutMs`, 0 being never. */
    wait(ts: ClusterTime, until: Progress, timeoutMs: number): Promise<void>;
    /** All who wait are told so: the member stops, is primary no more, or its log is another. */
    interrupt(error: MongoError): void;
    close(): void;
    /** With a disk that never waits, and no other member, whatever is written is committed at once. */
    private get keepsViews();
    private reached;
    /** Lets those go whose wait is over. */
    settle(): void;
}
