/**
 * A transaction: its own view of the data from when it began, its writes on that view, and the check that nobody
 * else wrote the same. At commit its writes become one oplog entry. Records are immutable and shared, so "changed
 * since the snapshot" is "another object now".
 */
import type { Doc, Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { applyOp } from '../oplog/apply.ts';
import type { Op } from '../oplog/entry.ts';
import type { Collection } from '../storage/collection.ts';
import { Store } from '../storage/store.ts';
import type { Locks, Owner } from './locks.ts';

const CONFLICT =
  'WriteConflict error: this operation conflicted with another operation. Please retry your operation or multi-document transaction.';

export class Transaction implements Owner {
  readonly txnNumber: bigint;
  readonly readConcern: Doc;
  readonly ended: Promise<void>;
  state: 'open' | 'committed' | 'aborted' = 'open';
  ops: Op[] = [];
  private readonly live: () => Store;
  private readonly base: Store;
  private readonly view = new Store();
  private readonly written = new Set<string>();
  private readonly locks: Locks;
  private end: () => void = () => {};

  constructor(txnNumber: bigint, readConcern: Doc, live: () => Store, locks: Locks) {
    this.txnNumber = txnNumber;
    this.readConcern = readConcern;
    this.live = live;
    this.base = live().snapshot();
    for (const [ns, coll] of this.base.collections) this.view.collections.set(ns, coll);
    this.locks = locks;
    this.ended = new Promise((resolve) => {
      this.end = resolve;
    });
  }

  /** What the transaction reads: its snapshot with its own writes. */
  get store(): Store {
    return this.view;
  }

  /** Whether the collection is of the transaction's own making. */
  created(ns: string): boolean {
    return this.written.has(`create ${ns}`);
  }

  /** Refuses a collection that was made or dropped by others since the snapshot. */
  check(ns: string): void {
    if (this.created(ns)) return;
    if (this.live().get(ns)?.uuid !== this.base.get(ns)?.uuid) {
      fail(
        246,
        'Unable to read from a snapshot due to pending collection catalog changes; please retry the operation.',
      );
    }
  }

  /** The collection to write to; copied from the snapshot at the first write. */
  writable(ns: string): Collection | undefined {
    this.check(ns);
    const coll = this.view.get(ns);
    if (!coll || this.written.has(ns)) return coll;
    const fork = coll.fork();
    this.written.add(ns);
    this.view.collections.set(ns, fork);
    return fork;
  }

  create(coll: Collection): void {
    this.written.add(coll.ns);
    this.written.add(`create ${coll.ns}`);
    this.view.add(coll);
  }

  /** Claims the document (and what it would hold of unique indexes), or fails with WriteConflict. */
  claim(coll: Collection, id: Value, doc: Doc | null): void {
    if (this.locks.blocker(coll, id, doc, this)) fail(112, CONFLICT);
    const now = this.live().get(coll.ns);
    const then = this.base.get(coll.ns);
    if (now?.byId(id) !== then?.byId(id)) fail(112, CONFLICT);
    if (doc && now && then) {
      for (const index of now.indexes) {
        if (!index.unique) continue;
        const old = then.indexes.find((i) => i.spec.name === index.spec.name);
        const before = old?.keysOf(doc);
        index.keysOf(doc).forEach((key, i) => {
          const rid = index.entries.get(key);
          if (
            rid !== undefined &&
            old &&
            now.records.get(rid) !== recordAt(then, old.entries.get(before?.[i] ?? ''))
          )
            fail(112, CONFLICT);
        });
      }
    }
    this.locks.take(coll, id, doc, this);
  }

  /** Puts the writes into the live store. The caller logs `ops`. */
  commit(): void {
    for (const op of this.ops) applyOp(this.live(), op);
    this.finish('committed');
  }

  abort(): void {
    if (this.state === 'open') this.finish('aborted');
  }

  private finish(state: 'committed' | 'aborted'): void {
    this.state = state;
    this.locks.release(this);
    this.view.collections.clear();
    this.base.collections.clear();
    this.end();
  }
}

function recordAt(coll: Collection, rid: number | undefined) {
  return rid === undefined ? undefined : coll.records.get(rid);
}
