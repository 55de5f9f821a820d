/** What open transactions have written and not yet committed: others must not touch it. */
import { keyOf } from '../bson/keystring.js';
export class Locks {
    held = new Map();
    /** The other transaction that has written this document or one of its unique keys, if any. */
    blocker(coll, id, doc, self) {
        if (this.held.size === 0)
            return undefined;
        for (const key of keys(coll, id, doc)) {
            const owner = this.held.get(key);
            if (owner && owner !== self)
                return owner;
        }
        return undefined;
    }
    take(coll, id, doc, owner) {
        for (const key of keys(coll, id, doc))
            this.held.set(key, owner);
    }
    release(owner) {
        for (const [key, holder] of this.held)
            if (holder === owner)
                this.held.delete(key);
    }
}
function keys(coll, id, doc) {
    const out = [`${coll.ns} ${keyOf(id)}`];
    if (!doc)
        return out;
    for (const index of coll.indexes.slice(1)) {
        if (index.unique)
            for (const key of index.keysOf(doc))
                out.push(`${coll.ns} ${index.spec.name} ${key}`);
    }
    return out;
}
/** Thrown by a write outside a transaction that meets one: it waits for the end of that transaction and tries again. */
export class Blocked extends Error {
    by;
    constructor(by) {
        super('blocked by a transaction');
        this.by = by;
    }
}
