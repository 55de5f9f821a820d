/** A mirror of what the stores hold: every committed change applied in order, one map lookup each. */
import { EJSON } from 'bson';
/** The same id gives the same key, whichever BSON type it has; ids of different types never meet. */
export function idKey(id) {
    return typeof id === 'string' ? `s${id}` : EJSON.stringify({ id }, { relaxed: true });
}
export class Mirror {
    #collections = new Map();
    apply(change) {
        const docs = this.#collection(change.db, change.coll);
        if (change.after)
            docs.set(idKey(change.id), change.after);
        else
            docs.delete(idKey(change.id));
    }
    all(db, coll) {
        return this.#collection(db, coll).values();
    }
    get(db, coll, id) {
        return this.#collection(db, coll).get(idKey(id));
    }
    #collection(db, coll) {
        const name = `${db}.${coll}`;
        let docs = this.#collections.get(name);
        if (!docs) {
            docs = new Map();
            this.#collections.set(name, docs);
        }
        return docs;
    }
}
