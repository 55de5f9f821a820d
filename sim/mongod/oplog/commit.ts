/**
 * How far the oplog is journaled and committed, and who waits for that.
 *
 * With one member an entry is committed once it is in the journal. With several the replication code calls
 * `advance` with the point that a majority has. Group commit: one sync at a time; what is written meanwhile goes
 * with the next. A sync starts as soon as there is something to sync (the real server waits up to 100 ms when
 * nobody asks), so an unjournaled write can be lost for as long as the disk takes.
 */
import type { Disk } from '../disk.ts';
import { MongoError } from '../errors.ts';
import type { Store } from '../storage/store.ts';
import type { ClusterTime, Entry } from './entry.ts';

interface Waiter {
  ts: ClusterTime;
  durable: boolean;
  timer: NodeJS.Timeout | undefined;
  done(error?: MongoError): void;
}

export class CommitPoint {
  durable: ClusterTime = 0n;
  committed: ClusterTime = 0n;
  /** Set by replication: then the journal alone commits nothing. */
  replicated = false;
  private readonly disk: Disk;
  private readonly store: () => Store;
  private appended: ClusterTime = 0n;
  private syncing = false;
  /** The data as of some points, oldest first: what readers of the majority see while later writes are not committed. */
  private views: { ts: ClusterTime; store: Store }[] = [];
  private waiters: Waiter[] = [];
  private readonly listeners = new Set<() => void>();
  private closed = false;

  constructor(disk: Disk, store: () => Store) {
    this.disk = disk;
    this.store = store;
  }

  /** The journal as it was when the member started. */
  recovered(ts: ClusterTime): void {
    this.durable = this.committed = this.appended = ts;
    this.views.push({ ts, store: this.store().snapshot() });
  }

  append(entry: Entry): void {
    this.disk.append({ kind: 'entry', entry });
    this.appended = entry.ts;
  }

  /** Called after a command's entries are all appended. */
  flush(): void {
    if (this.syncing || this.closed || this.durable >= this.appended) return;
    this.syncing = true;
    const upTo = this.appended;
    if (!this.disk.instant) this.views.push({ ts: upTo, store: this.store().snapshot() });
    this.disk.sync(() => {
      this.syncing = false;
      if (this.closed) return;
      this.durable = upTo;
      if (!this.replicated) this.advance(upTo);
      this.settle();
      this.flush();
    });
  }

  /** Everything up to `ts` is committed. */
  advance(ts: ClusterTime): void {
    if (ts <= this.committed) return;
    this.committed = ts;
    while (this.views.length > 1 && this.views[1]!.ts <= ts) this.views.shift();
    this.settle();
    for (const listener of [...this.listeners]) listener();
  }

  /** What a majority has. */
  committedStore(): Store {
    if (this.committed >= this.appended) return this.store();
    const view = this.views.findLast((v) => v.ts <= this.committed);
    return view?.store ?? this.store();
  }

  /** Runs `listener` each time the commit point moves; returns how to stop. */
  onAdvance(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Resolves once `ts` is committed (or only journaled, with `durable`); rejects after `timeoutMs`, 0 being never. */
  wait(ts: ClusterTime, durable: boolean, timeoutMs: number): Promise<void> {
    if ((durable ? this.durable : this.committed) >= ts) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        ts,
        durable,
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

  /** All who wait are told so: the member stops, or is primary no more. */
  interrupt(error: MongoError): void {
    const waiters = this.waiters;
    this.waiters = [];
    for (const waiter of waiters) waiter.done(error);
  }

  close(): void {
    this.closed = true;
    this.interrupt(new MongoError(91, 'Replication is being shut down'));
    for (const listener of [...this.listeners]) listener();
    this.listeners.clear();
  }

  private settle(): void {
    const ready = this.waiters.filter((w) => (w.durable ? this.durable : this.committed) >= w.ts);
    if (ready.length === 0) return;
    this.waiters = this.waiters.filter((w) => !ready.includes(w));
    for (const waiter of ready) waiter.done();
  }
}
