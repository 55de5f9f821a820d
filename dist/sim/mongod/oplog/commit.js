import { MongoError } from '../errors.js';
import { Views } from './views.js';
export class CommitPoint {
    applied = 0n;
    durable = 0n;
    committed = 0n;
    /** The set has other members: then the journal alone commits nothing. */
    replicated = false;
    /** Told after entries were written, and after they were journaled. Replication listens. */
    onApplied = () => { };
    onDurable = () => { };
    disk;
    store;
    views;
    /** Up to where those who wait have been told of what is written. */
    flushed = 0n;
    /** The commit point as the disk has it. */
    noted = 0n;
    syncing = false;
    /** Moves with each roll-back: a sync that began before it says nothing of what is in the journal now. */
    rollbacks = 0;
    waiters = [];
    listeners = new Set();
    closed = false;
    constructor(disk, oplog, store) {
        this.disk = disk;
        this.store = store;
        this.views = new Views(oplog);
    }
    /** The store holds what is committed, after a start; what came later is put in next. */
    recovered(journal, committed) {
        this.committed = this.applied = this.flushed = this.durable = committed;
        this.noted = journal.committed;
        if (this.keepsViews)
            this.views.push(committed, this.store().snapshot());
    }
    /** An entry that the disk gave back. */
    recall(entry) {
        this.applied = this.flushed = this.durable = entry.ts;
    }
    write(record) {
        this.disk.append(record);
    }
    append(entry) {
        this.write({ kind: 'entry', entry });
        this.applied = entry.ts;
    }
    /** Called after a command's entries, or those of a batch, are all appended. */
    flush() {
        if (this.closed)
            return;
        if (this.flushed !== this.applied) {
            this.flushed = this.applied;
            this.settle();
            this.onApplied();
        }
        if (this.syncing || this.durable >= this.applied)
            return;
        this.syncing = true;
        const upTo = this.applied;
        const life = this.rollbacks;
        if (this.noted !== this.committed) {
            this.noted = this.committed;
            this.write({ kind: 'committed', ts: this.committed });
        }
        if (this.keepsViews)
            this.views.push(upTo, this.store().snapshot());
        this.disk.sync(() => {
            this.syncing = false;
            if (this.closed)
                return;
            if (life === this.rollbacks)
                this.journaled(upTo);
            this.flush();
        });
    }
    journaled(upTo) {
        this.durable = upTo;
        if (!this.replicated)
            this.advance(upTo);
        this.settle();
        this.onDurable();
    }
    /** Everything up to `ts` is committed. */
    advance(ts) {
        if (ts <= this.committed)
            return;
        this.committed = ts;
        this.views.forgetBefore(ts);
        this.settle();
        for (const listener of [...this.listeners])
            listener();
    }
    /** What a majority has. */
    committedStore() {
        return this.committed >= this.applied ? this.store() : this.views.at(this.committed);
    }
    /** Takes back what is after `ts`: gives the data as it was then, to go on from. */
    rollBack(ts) {
        if (ts < this.committed)
            throw new Error('a roll-back must not take back what is committed');
        this.begin(ts);
        this.durable = this.durable < ts ? this.durable : ts;
        this.write({ kind: 'undo', ts });
        return this.views.backTo(ts);
    }
    /** Everything is replaced by an image. */
    restart(image) {
        const { ts } = image.entry;
        this.begin(ts);
        this.durable = 0n;
        this.write({ kind: 'image', image });
        this.views.restart(ts, image.store);
        this.advance(ts);
    }
    begin(ts) {
        this.rollbacks++;
        this.applied = this.flushed = ts;
        this.interrupt(new MongoError(11602, 'operation was interrupted'));
    }
    /** Runs `listener` each time the commit point moves; returns how to stop. */
    onAdvance(listener) {
        this.listeners.add(listener);
        return () => this.listeners.delete(listener);
    }
    /** Resolves once `ts` is that far; rejects after `timeoutMs`, 0 being never. */
    wait(ts, until, timeoutMs) {
        if (this.reached(until) >= ts)
            return Promise.resolve();
        return new Promise((resolve, reject) => {
            const waiter = {
                ts,
                until,
                timer: undefined,
                done: (error) => {
                    clearTimeout(waiter.timer);
                    if (error)
                        reject(error);
                    else
                        resolve();
                },
            };
            if (timeoutMs > 0) {
                waiter.timer = setTimeout(() => {
                    this.waiters = this.waiters.filter((w) => w !== waiter);
                    waiter.done(new MongoError(64, 'waiting for replication timed out'));
                }, timeoutMs);
            }
            this.waiters.push(waiter);
        });
    }
    /** All who wait are told so: the member stops, is primary no more, or its log is another. */
    interrupt(error) {
        const waiters = this.waiters;
        this.waiters = [];
        for (const waiter of waiters)
            waiter.done(error);
    }
    close() {
        this.closed = true;
        this.interrupt(new MongoError(91, 'Replication is being shut down'));
        for (const listener of [...this.listeners])
            listener();
        this.listeners.clear();
    }
    /** With a disk that never waits, and no other member, whatever is written is committed at once. */
    get keepsViews() {
        return this.replicated || !this.disk.instant;
    }
    reached(until) {
        if (typeof until === 'function')
            return until();
        return until === 'committed' ? this.committed : until === 'durable' ? this.durable : this.flushed;
    }
    /** Lets those go whose wait is over. */
    settle() {
        const ready = this.waiters.filter((w) => this.reached(w.until) >= w.ts);
        if (ready.length === 0)
            return;
        this.waiters = this.waiters.filter((w) => !ready.includes(w));
        for (const waiter of ready)
            waiter.done();
    }
}
