/** A mirror of what the stores hold: every committed change applied in order, one map lookup each. */
import { type Document, EJSON } from 'bson';
import type { Change, Stores } from './invariant.ts';

/** The same id gives the same key, whichever BSON type it has; ids of different types never meet. */
export function idKey(id: unknown): string {
  return typeof id === 'string' ? `s${id}` : EJSON.stringify({ id }, { relaxed: true });
}

export class Mirror implements Stores {
  readonly #collections = new Map<string, Map<string, Document>>();

  apply(change: Change): void {
    const docs = this.#collection(change.db, change.coll);
    if (change.after) docs.set(idKey(change.id), change.after);
    else docs.delete(idKey(change.id));
  }

  all(db: string, coll: string): Iterable<Document> {
    return this.#collection(db, coll).values();
  }

  get(db: string, coll: string, id: unknown): Document | undefined {
    return this.#collection(db, coll).get(idKey(id));
  }

  #collection(db: string, coll: string): Map<string, Document> {
    const name = `${db}.${coll}`;
    let docs = this.#collections.get(name);
    if (!docs) {
      docs = new Map();
      this.#collections.set(name, docs);
    }
    return docs;
  }
}
