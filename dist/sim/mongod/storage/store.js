export class Store {
    /** By namespace (`db.coll`), in the order of creation. */
    collections = new Map();
    get(ns) {
        return this.collections.get(ns);
    }
    add(coll) {
        this.collections.set(coll.ns, coll);
    }
    drop(ns) {
        this.collections.delete(ns);
    }
    *inDatabase(db) {
        for (const coll of this.collections.values())
            if (coll.ns.startsWith(`${db}.`))
                yield coll;
    }
    databases() {
        return [...new Set([...this.collections.keys()].map((ns) => ns.slice(0, ns.indexOf('.'))))];
    }
    /** Everything as it is now. Costs a pointer per collection; only collections that are then written to are copied. */
    snapshot() {
        const copy = new Store();
        for (const [ns, coll] of this.collections)
            copy.collections.set(ns, coll.snapshot());
        return copy;
    }
}
