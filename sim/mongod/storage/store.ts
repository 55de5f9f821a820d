/** All collections of a member, or of a transaction's own view of them. */
import type { Collection } from './collection.ts';

export class Store {
  /** By namespace (`db.coll`), in the order of creation. */
  collections = new Map<string, Collection>();

  get(ns: string): Collection | undefined {
    return this.collections.get(ns);
  }

  add(coll: Collection): void {
    this.collections.set(coll.ns, coll);
  }

  drop(ns: string): void {
    this.collections.delete(ns);
  }

  *inDatabase(db: string): Generator<Collection> {
    for (const coll of this.collections.values()) if (coll.ns.startsWith(`${db}.`)) yield coll;
  }

  databases(): string[] {
    return [...new Set([...this.collections.keys()].map((ns) => ns.slice(0, ns.indexOf('.'))))];
  }

  /** Everything as it is now. Costs a pointer per collection; only collections that are then written to are copied. */
  snapshot(): Store {
    const copy = new Store();
    for (const [ns, coll] of this.collections) copy.collections.set(ns, coll.snapshot());
    return copy;
  }
}
