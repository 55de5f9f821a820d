/**
 * How far the oplog is journaled and committed, and who waits for that.
 *
 * With one member an entry is committed once it is in the journal. With several replset/ calls `advance` with the
 * point that a majority has. Group commit: one sync at a time; what is written meanwhile goes with the next. A sync
 * starts as soon as somebody waits for it, else each 100 ms: for so long, and for as long as the disk takes, a write can be
 * lost that was acknowledged without it.
 */
import type { Disk } from '../disk.ts';
import { MongoError } from '../errors.ts';
import type { Store } from '../storage/store.ts';
import { Rounds } from '../upkeep/rounds.ts';
import type { ClusterTime, Entry } from './entry.ts';
import type { Image, Journal, JournalRecord } from './journal.ts';
import type { Oplog } from './oplog.ts';
import { Views } from './views.ts';

/** What one can wait for an entry to be: in the oplog here, in the journal here, in a majority's journals, elsewhere. */
export type Progress = 'applied' | 'durable' | 'committed' | (() => ClusterTime);

interface Waiter {
  ts: ClusterTime;
  until: Progress;
  timer: NodeJS.Timeout | undefined;
  done(error?: MongoError): void;
}

export class CommitPoint {
  applied: ClusterTime = 0n;
  durable: ClusterTime = 0n;
  committed: ClusterTime = 0n;
  /** The set has other members: then the journal alone commits nothing. */
  replicated = false;
  /** Learned in this life. What the disk kept may be from long before: a majority may have had more since. */
  isKnown = true;
  /** Told after entries were written, and after they were journaled. Replication listens. */
  onApplied: () => void = () => {};
  onDurable: () => void = () => {};
  private readonly disk: Disk;
  private readonly store: () => Store;
  private readonly views: Views;
  /** Up to where those who wait have been told of what is written. */
  private flushed: ClusterTime = 0n;
  /** The commit point as the disk has it. */
  private noted: ClusterTime = 0n;
  /** How long what nobody waits for may be without a sync. */
  journalEveryMs: () => number = () => 100;
  private syncing = false;
  private readonly rounds: Rounds;
  /** Moves with each roll-back: a sync that began before it says nothing of what is in the journal now. */
  private rollbacks = 0;
  private waiters: Waiter[] = [];
  private readonly listeners = new Set<() => void>();
  private readonly readers = new Set<() => void>();
  private closed = false;

  constructor(disk: Disk, oplog: Oplog, store: () => Store) {
    this.disk = disk;
    this.store = store;
    this.views = new Views(oplog);
    this.rounds = new Rounds(
      () => this.journalEveryMs(),
      () => !this.syncing && this.durable < this.applied,
      () => this.sync(),
    );
  }

  /** The store holds what is committed, after a start; what came later is put in next. */
  recovered(journal: Journal, committed: ClusterTime): void {
    this.committed = this.applied = this.flushed = this.durable = committed;
    this.noted = journal.committed;
    this.isKnown = !this.replicated;
    if (this.keepsViews) this.views.push(committed, this.store().snapshot());
  }

  /** An entry that the disk gave back. */
  recall(entry: Entry): void {
    this.applied = this.flushed = this.durable = entry.ts;
  }

  write(record: JournalRecord): void {
    this.disk.append(record);
  }

  append(entry: Entry): void {
    this.write({ kind: 'entry', entry });
    this.applied = entry.ts;
  }

  /** Called after a command's entries, or those of a batch, are all appended. `later`: nobody waits for a sync of them. */
  flush(later = false): void {
    if (this.closed) return;
    if (this.flushed !== this.applied) {
      this.flushed = this.applied;
      this.settle();
      this.onApplied();
      for (const reader of [...this.readers]) reader();
    }
    if (!later || this.disk.instant) this.sync();
    else if (!this.rounds.isArranged) this.rounds.arrange();
  }

  private sync(): void {
    if (this.closed || this.syncing || this.durable >= this.applied) return;
    this.syncing = true;
    if (this.rounds.isArranged) this.rounds.arrange();
    const upTo = this.applied;
    const life = this.rollbacks;
    if (this.noted !== this.committed) {
      this.noted = this.committed;
      this.write({ kind: 'committed', ts: this.committed });
    }
    if (this.keepsViews) this.views.push(upTo, this.store().snapshot());
    this.disk.sync(() => {
      this.syncing = false;
      if (this.closed) return;
      if (life === this.rollbacks) this.journaled(upTo);
      if (this.isAwaited) this.flush();
      else this.flush(true);
    });
  }

  private journaled(upTo: ClusterTime): void {
    this.durable = upTo;
    if (!this.replicated) this.advance(upTo);
    this.settle();
    this.onDurable();
  }

  /** Everything up to `ts` is committed. */
  advance(ts: ClusterTime): void {
    if (!this.isKnown) {
      this.isKnown = true;
      this.settle();
    }
    if (ts <= this.committed) return;
    this.committed = ts;
    this.views.forgetBefore(ts);
    this.settle();
    for (const listener of [...this.listeners]) listener();
  }

  /** What others may be told, or are to tell this one more than: zero while it is not known. */
  get known(): ClusterTime {
    return this.isKnown ? this.committed : 0n;
  }

  /** What a majority has. Where that is not known yet (`isKnown`), readers are to wait for it first. */
  committedStore(): Store {
    return this.committed >= this.applied ? this.store() : this.views.at(this.committed);
  }

  /** Takes back what is after `ts`: gives the data as it was then, to go on from. */
  rollBack(ts: ClusterTime): Store {
    if (ts < this.committed) throw new Error('a roll-back must not take back what is committed');
    this.begin(ts);
    this.durable = this.durable < ts ? this.durable : ts;
    this.write({ kind: 'undo', ts });
    return this.views.backTo(ts);
  }

  /** Everything is replaced by an image. */
  restart(image: Image): void {
    const { ts } = image.entry;
    this.begin(ts);
    this.durable = 0n;
    this.write({ kind: 'image', image });
    this.views.restart(ts, image.store);
    this.advance(ts);
  }

  private begin(ts: ClusterTime): void {
    this.rollbacks++;
    this.applied = this.flushed = ts;
    this.interrupt(new MongoError(11602, 'operation was interrupted'));
  }

  /** Runs `listener` each time the commit point moves; returns how to stop. */
  onAdvance(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Runs `reader` each time something was written here, committed or not; returns how to stop. */
  onWritten(reader: () => void): () => void {
    this.readers.add(reader);
    return () => this.readers.delete(reader);
  }

  /** Resolves once `ts` is that far; rejects after `timeoutMs`, 0 being never. */
  wait(ts: ClusterTime, until: Progress, timeoutMs: number): Promise<void> {
    if (this.reached(until) >= ts) return Promise.resolve();
    const promise = this.waiting(ts, until, timeoutMs);
    if (this.isAwaited) this.sync();
    return promise;
  }

  private waiting(ts: ClusterTime, until: Progress, timeoutMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        ts,
        until,
        timer: undefined,
        done: (error) => {
          clearTimeout(waiter.timer);
          if (error) reject(error);
          else resolve();
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
  interrupt(error: MongoError): void {
    const waiters = this.waiters;
    this.waiters = [];
    for (const waiter of waiters) waiter.done(error);
  }

  close(): void {
    this.closed = true;
    this.rounds.stop();
    this.interrupt(new MongoError(91, 'Replication is being shut down'));
    for (const listener of [...this.listeners]) listener();
    this.listeners.clear();
    for (const reader of [...this.readers]) reader();
    this.readers.clear();
  }

  /** With a disk that never waits, and no other member, whatever is written is committed at once. */
  private get keepsViews(): boolean {
    return this.replicated || !this.disk.instant;
  }

  /** Somebody waits for what only a sync can give. */
  private get isAwaited(): boolean {
    return this.waiters.some(
      ({ until, ts }) => typeof until === 'string' && until !== 'applied' && ts > this.durable,
    );
  }

  private reached(until: Progress): ClusterTime {
    if (typeof until === 'function') return until();
    if (until === 'committed') return this.isKnown ? this.committed : -1n;
    return until === 'durable' ? this.durable : this.flushed;
  }

  /** Lets those go whose wait is over. */
  settle(): void {
    const ready = this.waiters.filter((w) => this.reached(w.until) >= w.ts);
    if (ready.length === 0) return;
    this.waiters = this.waiters.filter((w) => !ready.includes(w));
    for (const waiter of ready) waiter.done();
  }
}
