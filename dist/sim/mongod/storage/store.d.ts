/** All collections of a member, or of a transaction's own view of them. */
import type { Collection } from './collection.ts';
export declare class Store {
    /** By namespace (`db.coll`), in the order of creation. */
    collections: Map<string, Collection>;
    get(ns: string): Collection | undefined;
    add(coll: Collection): void;
    drop(ns: string): void;
    inDatabase(db: string): Generator<Collection>;
    databases(): string[];
    /** Everything as it is now. Costs a pointer per collection; only collections that are then written to are copied. */
    snapshot(): Store;
}
