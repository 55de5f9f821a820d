import { type Doc, type Value } from '../bson/values.ts';
import type { Collection } from '../storage/collection.ts';
import type { Index, Rec } from '../storage/index.ts';
import type { SortPattern } from './sort.ts';
export interface Plan {
    records: Iterable<Rec>;
    /** The records come in the order that the sort asks for. */
    sorted: boolean;
    index: Index | undefined;
}
export declare function plan(coll: Collection, filter: Doc, sort?: SortPattern, hint?: Value, natural?: number): Plan;
