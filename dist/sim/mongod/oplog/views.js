/**
 * The data as of some entries, oldest first: what readers of the majority see while later writes are not committed,
 * and what a roll-back goes back to. Between two views the oplog tells what to add.
 */
import { Store } from '../storage/store.js';
import { applyOp } from './apply.js';
export class Views {
    oplog;
    views = [];
    constructor(oplog) {
        this.oplog = oplog;
    }
    /** `store` is a snapshot of the data with everything up to `ts`. */
    push(ts, store) {
        this.views.push({ ts, store });
        this.oplog.pinned = this.views[0].ts;
    }
    /** The data with everything up to `ts`, to be read only. `ts` is not before the oldest view. */
    at(ts) {
        const i = this.views.findLastIndex((v) => v.ts <= ts);
        const base = this.views[i];
        if (!base)
            throw new Error('the data as of that time is gone');
        const missing = this.oplog.between(base.ts, ts);
        if (missing.length === 0)
            return base.store;
        const store = thaw(base.store);
        for (const entry of missing)
            for (const op of entry.ops)
                applyOp(store, op);
        this.views.splice(i + 1, 0, { ts, store });
        return store;
    }
    /** Nobody will ask for what was before `ts`. */
    forgetBefore(ts) {
        while (this.views.length > 1 && this.views[1].ts <= ts)
            this.views.shift();
        this.oplog.pinned = this.views[0]?.ts ?? ts;
    }
    /** The data as of `ts`, to go on from; what came after is gone. */
    backTo(ts) {
        const store = thaw(this.at(ts));
        this.views = this.views.filter((v) => v.ts <= ts);
        return store;
    }
    /** Everything begins anew. */
    restart(ts, store) {
        this.views = [];
        this.push(ts, store);
    }
}
/** A copy that can be written to. */
export function thaw(store) {
    const copy = new Store();
    for (const [ns, coll] of store.collections)
        copy.collections.set(ns, coll.fork());
    return copy;
}
