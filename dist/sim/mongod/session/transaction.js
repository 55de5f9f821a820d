import { fail } from '../errors.js';
import { applyOp } from '../oplog/apply.js';
import { Store } from '../storage/store.js';
const CONFLICT = 'WriteConflict error: this operation conflicted with another operation. Please retry your operation or multi-document transaction.';
export class Transaction {
    txnNumber;
    readConcern;
    ended;
    state = 'open';
    ops = [];
    live;
    base;
    view = new Store();
    written = new Set();
    locks;
    timer;
    end = () => { };
    constructor(txnNumber, readConcern, live, locks, lifetimeMs) {
        this.txnNumber = txnNumber;
        this.readConcern = readConcern;
        this.live = live;
        this.base = live().snapshot();
        for (const [ns, coll] of this.base.collections)
            this.view.collections.set(ns, coll);
        this.locks = locks;
        this.ended = new Promise((resolve) => {
            this.end = resolve;
        });
        this.timer = setTimeout(() => this.abort(), lifetimeMs);
    }
    /** What the transaction reads: its snapshot with its own writes. */
    get store() {
        return this.view;
    }
    /** Whether the collection is of the transaction's own making. */
    created(ns) {
        return this.written.has(`create ${ns}`);
    }
    /** Refuses a collection that was made or dropped by others since the snapshot. */
    check(ns) {
        if (this.created(ns))
            return;
        if (this.live().get(ns)?.uuid !== this.base.get(ns)?.uuid) {
            fail(246, 'Unable to read from a snapshot due to pending collection catalog changes; please retry the operation.');
        }
    }
    /** The collection to write to; copied from the snapshot at the first write. */
    writable(ns) {
        this.check(ns);
        const coll = this.view.get(ns);
        if (!coll || this.written.has(ns))
            return coll;
        const fork = coll.fork();
        this.written.add(ns);
        this.view.collections.set(ns, fork);
        return fork;
    }
    create(coll) {
        this.written.add(coll.ns);
        this.written.add(`create ${coll.ns}`);
        this.view.add(coll);
    }
    /** Claims the document (and what it would hold of unique indexes), or fails with WriteConflict. */
    claim(coll, id, doc) {
        if (this.locks.blocker(coll, id, doc, this))
            fail(112, CONFLICT);
        const now = this.live().get(coll.ns);
        const then = this.base.get(coll.ns);
        if (now?.byId(id) !== then?.byId(id))
            fail(112, CONFLICT);
        if (doc && now && then) {
            for (const index of now.indexes) {
                if (!index.unique)
                    continue;
                const old = then.indexes.find((i) => i.spec.name === index.spec.name);
                for (const key of index.keysOf(doc)) {
                    const rid = index.entries.get(key);
                    if (rid !== undefined && old && now.records.get(rid) !== recordAt(then, old.entries.get(key)))
                        fail(112, CONFLICT);
                }
            }
        }
        this.locks.take(coll, id, doc, this);
    }
    /** Puts the writes into the live store. The caller logs `ops`. */
    commit() {
        for (const op of this.ops)
            applyOp(this.live(), op);
        this.finish('committed');
    }
    abort() {
        if (this.state === 'open')
            this.finish('aborted');
    }
    finish(state) {
        this.state = state;
        clearTimeout(this.timer);
        this.locks.release(this);
        this.view.collections.clear();
        this.base.collections.clear();
        this.end();
    }
}
function recordAt(coll, rid) {
    return rid === undefined ? undefined : coll.records.get(rid);
}
