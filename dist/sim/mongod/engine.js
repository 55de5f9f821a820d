/**
 * The state of one member, and the one way to change it: through a `Writer`, which is either autocommitting (each
 * change is an oplog entry at once) or a transaction's. Commands (commands/) know only this.
 */
import { randomBytes } from 'node:crypto';
import { Binary } from 'bson';
import { applyOp, newCollection } from './oplog/apply.js';
import { CommitPoint } from './oplog/commit.js';
import { isDocumentOp, } from './oplog/entry.js';
import { readJournal } from './oplog/journal.js';
import { ClusterClock, Oplog } from './oplog/oplog.js';
import { thaw } from './oplog/views.js';
import { Blocked, Locks } from './session/locks.js';
import { Sessions } from './session/sessions.js';
import { Store } from './storage/store.js';
export class Engine {
    store = new Store();
    clock = new ClusterClock();
    oplog;
    commit;
    sessions = new Sessions();
    locks = new Locks();
    /** The newest term that is known here: what is written is written in it. */
    term = 0;
    disk;
    onCommit;
    told = 0n;
    constructor(disk, oplogLimit, onCommit) {
        this.disk = disk;
        this.oplog = new Oplog(oplogLimit);
        this.commit = new CommitPoint(disk, this.oplog, () => this.store);
        this.onCommit = onCommit;
        if (onCommit)
            this.commit.onAdvance(() => this.tell());
    }
    /** Takes up what the disk kept. Alone, whatever survived is committed; else only what was known to be. */
    recover(replicated) {
        const journal = readJournal(this.disk.read());
        const { image, entries, vote } = journal;
        if (image)
            this.adopt(image);
        const committed = replicated ? journal.committed : (entries.at(-1)?.ts ?? journal.committed);
        this.oplog.pinned = committed;
        this.commit.replicated = replicated;
        let next = 0;
        for (; next < entries.length && entries[next].ts <= committed; next++)
            this.learn(entries[next]);
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
    follow(entries) {
        for (const entry of entries) {
            this.learn(entry);
            this.commit.append(entry);
        }
    }
    learn(entry) {
        for (const op of entry.ops) {
            // What was there before does not travel: it is what is here.
            if (isDocumentOp(op))
                op.before = this.store.get(op.ns)?.byId(op.id)?.doc ?? null;
            applyOp(this.store, op);
        }
        this.oplog.append(entry);
        this.sessions.witness(entry);
        this.clock.witness(entry.ts);
        this.term = Math.max(this.term, entry.t);
    }
    /** Takes back every entry after `ts`: how many. The log ends there, the data is as it was, and retries are new again. */
    rollBack(ts) {
        this.store = this.commit.rollBack(ts);
        const undone = this.oplog.takeAfter(ts);
        for (const entry of undone)
            this.sessions.forget(entry);
        return undone.length;
    }
    /** Becomes what the image shows, whatever was here. */
    restart(image) {
        this.adopt(image);
        this.told = image.entry.ts;
        this.commit.restart(image);
    }
    adopt(image) {
        this.store = thaw(image.store);
        this.oplog.restart(image.entry);
        this.sessions.restore(image.sessions);
        this.clock.witness(image.entry.ts);
        this.term = Math.max(this.term, image.entry.t);
    }
    /** Resolves once the vote is on the disk: it may be told then, and not before. */
    keepVote(vote) {
        this.commit.write({ kind: 'vote', vote });
        return new Promise((resolve) => this.disk.sync(resolve));
    }
    /** Forgets the oplog's past, as if it had grown out of its size. What is not committed stays. */
    truncateOplog(before) {
        this.commit.write({ kind: 'forget', ts: before });
        this.oplog.truncateBefore(before);
    }
    /** Writes an entry for changes already in the store. */
    record(ops, writeId, txn = false) {
        const entry = { ts: this.clock.next(), t: this.term, wallMs: Date.now(), ops, txn };
        if (writeId)
            entry.writeId = writeId;
        this.oplog.append(entry);
        this.sessions.witness(entry);
        this.commit.append(entry);
        return entry.ts;
    }
    newUuid() {
        const bytes = randomBytes(16);
        bytes[6] = (bytes[6] & 0x0f) | 0x40;
        bytes[8] = (bytes[8] & 0x3f) | 0x80;
        return new Binary(bytes, 4);
    }
    tell() {
        const { onCommit } = this;
        if (!onCommit)
            return;
        for (let i = this.oplog.seek(this.told + 1n);; i++) {
            const entry = this.oplog.at(i);
            if (!entry || entry.ts > this.commit.committed)
                return;
            this.told = entry.ts;
            entry.ops.forEach((op, index) => {
                if (isDocumentOp(op))
                    onCommit(committed(entry.ts, index, op));
            });
        }
    }
}
function committed(clusterTime, index, op) {
    const dot = op.ns.indexOf('.');
    const kind = op.op === 'i' ? 'insert' : op.op === 'd' ? 'delete' : op.log ? 'update' : 'replace';
    const { id, before, after } = op;
    return {
        clusterTime,
        index,
        db: op.ns.slice(0, dot),
        coll: op.ns.slice(dot + 1),
        op: kind,
        id,
        before,
        after,
    };
}
/** The way commands change data. `stmtId` numbers a retryable write's statements. */
export class Writer {
    engine;
    txn;
    writeId;
    onStatement;
    /** `onStatement` is told before each statement of a retryable write takes effect; what it throws prevents it. */
    constructor(engine, txn, writeId, onStatement) {
        this.engine = engine;
        this.txn = txn;
        this.writeId = writeId;
        this.onStatement = onStatement;
    }
    /** The collection as this writer sees it, to be written to. */
    collection(ns) {
        return this.txn ? this.txn.writable(ns) : this.engine.store.get(ns);
    }
    insert(coll, doc, stmtId) {
        // A key that is taken in our own view is a duplicate, whatever others are about to do with it.
        const keys = coll.keysFor(doc);
        this.claim(coll, doc._id, doc);
        this.statement(stmtId);
        coll.insert(doc, keys);
        this.log({ op: 'i', ns: coll.ns, uuid: coll.uuid, id: doc._id, before: null, after: doc }, stmtId);
    }
    replace(coll, rec, doc, log, stmtId) {
        this.claim(coll, doc._id, null);
        const keys = coll.keysFor(doc, rec.rid);
        this.claim(coll, doc._id, doc);
        this.statement(stmtId);
        coll.replace(rec, doc, keys);
        const op = {
            op: 'u',
            ns: coll.ns,
            uuid: coll.uuid,
            id: doc._id,
            before: rec.doc,
            after: doc,
        };
        if (log)
            op.log = log;
        this.log(op, stmtId);
    }
    remove(coll, rec, stmtId) {
        this.claim(coll, rec.doc._id, null);
        this.statement(stmtId);
        coll.remove(rec);
        this.log({ op: 'd', ns: coll.ns, uuid: coll.uuid, id: rec.doc._id, before: rec.doc, after: null }, stmtId);
    }
    create(ns, options = {}) {
        const coll = newCollection(ns, this.engine.newUuid(), options);
        const dot = ns.indexOf('.');
        const op = {
            op: 'c',
            ns: `${ns.slice(0, dot)}.$cmd`,
            uuid: coll.uuid,
            o: { create: ns.slice(dot + 1), options },
        };
        if (this.txn) {
            this.txn.create(coll);
            this.txn.ops.push(op);
        }
        else {
            this.engine.store.add(coll);
            this.engine.record([op]);
        }
        return coll;
    }
    /** Logs an index that is built already. In a transaction, on a collection that is new in it. */
    indexed(coll, spec) {
        const dot = coll.ns.indexOf('.');
        const o = { createIndexes: coll.ns.slice(dot + 1), spec };
        const op = { op: 'c', ns: `${coll.ns.slice(0, dot)}.$cmd`, uuid: coll.uuid, o };
        if (this.txn)
            this.txn.ops.push(op);
        else
            this.engine.record([op]);
    }
    /** A change of the catalogue: applied, then logged. Never in a transaction. */
    command(db, o, uuid) {
        const op = { op: 'c', ns: `${db}.$cmd`, o };
        if (uuid)
            op.uuid = uuid;
        applyOp(this.engine.store, op);
        this.engine.record([op]);
    }
    claim(coll, id, doc) {
        if (this.txn)
            this.txn.claim(coll, id, doc);
        else {
            const by = this.engine.locks.blocker(coll, id, doc, undefined);
            if (by)
                throw new Blocked(by);
        }
    }
    statement(stmtId) {
        if (!this.txn && this.writeId && stmtId !== undefined)
            this.onStatement();
    }
    log(op, stmtId) {
        if (this.txn)
            this.txn.ops.push(op);
        else if (this.writeId && stmtId !== undefined)
            this.engine.record([op], { ...this.writeId, stmtIds: [stmtId] });
        else
            this.engine.record([op]);
    }
}
