/**
 * The state of one member, and the one way to change it: through a `Writer`, which is either autocommitting (each
 * change is an oplog entry at once) or a transaction's. Commands (commands/) know only this.
 */

import { randomBytes } from 'node:crypto';
import { Binary } from 'bson';
import { type Doc, isObject, type Value } from './bson/values.ts';
import type { Disk } from './disk.ts';
import { applyOp, newCollection } from './oplog/apply.ts';
import { CommitPoint } from './oplog/commit.ts';
import {
  type ClusterTime,
  type CommandOp,
  type DocumentOp,
  type Entry,
  isDocumentOp,
  type Op,
  type WriteId,
} from './oplog/entry.ts';
import { type Image, readJournal, type Vote } from './oplog/journal.ts';
import { ClusterClock, Oplog } from './oplog/oplog.ts';
import { Snapshots } from './oplog/snapshots.ts';
import { thaw } from './oplog/views.ts';
import type { Log } from './query/update/place.ts';
import { Blocked, Locks } from './session/locks.ts';
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
  /** What it belongs to, where its client may try it again, or where it is a transaction's. */
  writeId?: WriteId;
}

export class Engine {
  store = new Store();
  readonly clock = new ClusterClock();
  readonly oplog: Oplog;
  readonly commit: CommitPoint;
  readonly snapshots: Snapshots;
  readonly sessions = new Sessions();
  readonly locks = new Locks();
  /** The newest term that is known here: what is written is written in it. */
  term = 0;
  /** Told when collections or indexes have changed by a command. */
  onCatalogue: () => void = () => {};
  private readonly disk: Disk;
  private readonly onCommit: ((entry: CommittedEntry) => void) | undefined;
  private told: ClusterTime = 0n;

  constructor(disk: Disk, oplogLimit: number, onCommit: ((entry: CommittedEntry) => void) | undefined) {
    this.disk = disk;
    this.oplog = new Oplog(oplogLimit);
    this.commit = new CommitPoint(disk, this.oplog, () => this.store);
    this.snapshots = new Snapshots(this.oplog, this.commit);
    this.onCommit = onCommit;
    if (onCommit) this.commit.onAdvance(() => this.tell());
  }

  /** Takes up what the disk kept. Alone, whatever survived is committed; else only what was known to be. */
  recover(replicated: boolean): Vote {
    const journal = readJournal(this.disk.read());
    const { image, entries, vote } = journal;
    if (image) this.adopt(image);
    const committed = replicated ? journal.committed : (entries.at(-1)?.ts ?? journal.committed);
    this.oplog.pinned = committed;
    this.commit.replicated = replicated;
    let next = 0;
    for (; next < entries.length && entries[next]!.ts <= committed; next++) this.learn(entries[next]!);
    this.commit.recovered(journal, committed);
    for (const entry of entries.slice(next)) {
      this.learn(entry);
      this.commit.recall(entry);
    }
    this.oplog.truncateBefore(journal.forgotten);
    this.term = Math.max(this.term, vote.term);
    // What was told was committed, and so is told no more. What only now counts as committed is told at once: were this
    // life to end before the next advance, its journal would pass it off as told.
    this.told = journal.committed;
    this.tell();
    return vote;
  }

  /** Takes over entries that the primary wrote. They are journaled with the next flush. */
  follow(entries: Entry[]): void {
    for (const entry of entries) {
      this.learn(entry);
      this.commit.append(entry);
    }
  }

  private learn(entry: Entry): void {
    for (const op of entry.ops) {
      // What was there before does not travel: it is what is here.
      if (isDocumentOp(op)) op.before = this.store.get(op.ns)?.byId(op.id)?.doc ?? null;
      applyOp(this.store, op);
    }
    this.oplog.append(entry);
    this.sessions.witness(entry);
    this.clock.witness(entry.ts);
    this.term = Math.max(this.term, entry.t);
  }

  /** Takes back every entry after `ts`: how many. The log ends there, the data is as it was, and retries are new again. */
  rollBack(ts: ClusterTime): number {
    this.store = this.commit.rollBack(ts);
    const undone = this.oplog.takeAfter(ts);
    for (const entry of undone) this.sessions.forget(entry);
    return undone.length;
  }

  /** Becomes what the image shows, whatever was here. */
  restart(image: Image): void {
    this.adopt(image);
    this.told = image.entry.ts;
    this.commit.restart(image);
  }

  private adopt(image: Image): void {
    this.store = thaw(image.store);
    this.oplog.restart(image.entry);
    this.sessions.restore(image.sessions);
    this.clock.witness(image.entry.ts);
    this.term = Math.max(this.term, image.entry.t);
  }

  /** Resolves once the vote is on the disk: it may be told then, and not before. */
  keepVote(vote: Vote): Promise<void> {
    this.commit.write({ kind: 'vote', vote });
    return new Promise((resolve) => this.disk.sync(resolve));
  }

  /** Forgets the oplog's past, as if it had grown out of its size. What is not committed stays. */
  truncateOplog(before: ClusterTime): void {
    this.commit.write({ kind: 'forget', ts: before });
    this.oplog.truncateBefore(before);
  }

  /** Writes an entry for changes already in the store. */
  record(ops: Op[], writeId?: WriteId, txn = false): ClusterTime {
    const entry: Entry = { ts: this.clock.next(), t: this.term, wallMs: Date.now(), ops, txn };
    if (writeId) entry.writeId = writeId;
    this.oplog.append(entry);
    this.sessions.witness(entry);
    this.commit.append(entry);
    if (ops.some(({ op }) => op === 'c')) this.onCatalogue();
    return entry.ts;
  }

  newUuid(): Binary {
    const bytes = randomBytes(16);
    bytes[6] = (bytes[6]! & 0x0f) | 0x40;
    bytes[8] = (bytes[8]! & 0x3f) | 0x80;
    return new Binary(bytes, 4);
  }

  private tell(): void {
    const { onCommit } = this;
    if (!onCommit) return;
    for (let i = this.oplog.seek(this.told + 1n); ; i++) {
      const entry = this.oplog.at(i);
      if (!entry || entry.ts > this.commit.committed) return;
      this.told = entry.ts;
      entry.ops.forEach((op, index) => {
        if (isDocumentOp(op)) onCommit(committed(entry, index, op));
      });
    }
  }
}

function committed({ ts, writeId }: Entry, index: number, op: DocumentOp): CommittedEntry {
  const dot = op.ns.indexOf('.');
  const kind = op.op === 'i' ? 'insert' : op.op === 'd' ? 'delete' : op.log ? 'update' : 'replace';
  const { id, before, after } = op;
  return {
    clusterTime: ts,
    index,
    db: op.ns.slice(0, dot),
    coll: op.ns.slice(dot + 1),
    op: kind,
    id,
    before,
    after,
    ...(writeId && { writeId }),
  };
}

const keepsImages = ({ options: { changeStreamPreAndPostImages: images } }: Collection): boolean =>
  isObject(images) && images.enabled === true;

/** The way commands change data. `stmtId` numbers a retryable write's statements. */
export class Writer {
  private readonly engine: Engine;
  private readonly txn: Transaction | undefined;
  private readonly writeId: Omit<WriteId, 'stmtIds'> | undefined;
  private readonly onStatement: () => void;

  /** `onStatement` is told before each statement of a retryable write takes effect; what it throws prevents it. */
  constructor(
    engine: Engine,
    txn: Transaction | undefined,
    writeId: Omit<WriteId, 'stmtIds'> | undefined,
    onStatement: () => void,
  ) {
    this.engine = engine;
    this.txn = txn;
    this.writeId = writeId;
    this.onStatement = onStatement;
  }

  /** The collection as this writer sees it, to be written to. */
  collection(ns: string): Collection | undefined {
    return this.txn ? this.txn.writable(ns) : this.engine.store.get(ns);
  }

  insert(coll: Collection, doc: Doc, stmtId?: number): void {
    // A key that is taken in our own view is a duplicate, whatever others are about to do with it.
    const keys = coll.keysFor(doc);
    this.claim(coll, doc._id, doc);
    this.statement(stmtId);
    coll.insert(doc, keys);
    this.log({ op: 'i', ns: coll.ns, uuid: coll.uuid, id: doc._id, before: null, after: doc }, stmtId);
  }

  replace(coll: Collection, rec: Rec, doc: Doc, log: Log | undefined, stmtId?: number): void {
    this.claim(coll, doc._id, null);
    const keys = coll.keysFor(doc, rec.rid);
    this.claim(coll, doc._id, doc);
    this.statement(stmtId);
    coll.replace(rec, doc, keys);
    const op: DocumentOp = {
      op: 'u',
      ns: coll.ns,
      uuid: coll.uuid,
      id: doc._id,
      before: rec.doc,
      after: doc,
    };
    if (log) op.log = log;
    if (keepsImages(coll)) op.images = true;
    this.log(op, stmtId);
  }

  remove(coll: Collection, rec: Rec, stmtId?: number): void {
    this.claim(coll, rec.doc._id, null);
    this.statement(stmtId);
    coll.remove(rec);
    const { ns, uuid } = coll;
    const op: DocumentOp = { op: 'd', ns, uuid, id: rec.doc._id, before: rec.doc, after: null };
    if (keepsImages(coll)) op.images = true;
    this.log(op, stmtId);
  }

  create(ns: string, options: Doc = {}): Collection {
    const coll = newCollection(ns, this.engine.newUuid(), options);
    const dot = ns.indexOf('.');
    const op: CommandOp = {
      op: 'c',
      ns: `${ns.slice(0, dot)}.$cmd`,
      uuid: coll.uuid,
      o: { create: ns.slice(dot + 1), options },
    };
    if (this.txn) {
      this.txn.create(coll);
      this.txn.ops.push(op);
    } else {
      this.engine.store.add(coll);
      this.engine.record([op]);
    }
    return coll;
  }

  /** Logs an index that is built already. In a transaction, on a collection that is new in it. */
  indexed(coll: Collection, spec: IndexSpec): void {
    const dot = coll.ns.indexOf('.');
    const o: Doc = { createIndexes: coll.ns.slice(dot + 1), spec };
    const op: CommandOp = { op: 'c', ns: `${coll.ns.slice(0, dot)}.$cmd`, uuid: coll.uuid, o };
    if (this.txn) this.txn.ops.push(op);
    else this.engine.record([op]);
  }

  /** A change of the catalogue: applied, then logged. Never in a transaction. */
  command(db: string, o: Doc, uuid?: Binary): void {
    const op: CommandOp = { op: 'c', ns: `${db}.$cmd`, o };
    if (uuid) op.uuid = uuid;
    applyOp(this.engine.store, op);
    this.engine.record([op]);
  }

  private claim(coll: Collection, id: Value, doc: Doc | null): void {
    if (this.txn) this.txn.claim(coll, id, doc);
    else {
      const by = this.engine.locks.blocker(coll, id, doc, undefined);
      if (by) throw new Blocked(by);
    }
  }

  private statement(stmtId: number | undefined): void {
    if (!this.txn && this.writeId && stmtId !== undefined) this.onStatement();
  }

  private log(op: DocumentOp, stmtId: number | undefined): void {
    if (this.txn) this.txn.ops.push(op);
    else if (this.writeId && stmtId !== undefined)
      this.engine.record([op], { ...this.writeId, stmtIds: [stmtId] });
    else this.engine.record([op]);
  }
}
