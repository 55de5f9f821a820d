import type { Invariant } from '../invariant.ts';
export interface Unique {
    db: string;
    coll: string;
    /** Together they are never the same in two documents. One that lacks all of them does not count. */
    fields: readonly string[];
}
/** A collection never has two documents alike in these fields, whether or not an index says so. */
export declare function unique({ db, coll, fields }: Unique): Invariant;
