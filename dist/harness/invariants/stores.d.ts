/** A mirror of what the stores hold: every committed change applied in order, one map lookup each. */
import { type Document } from 'bson';
import type { Change, Stores } from './invariant.ts';
/** The same id gives the same key, whichever BSON type it has; ids of different types never meet. */
export declare function idKey(id: unknown): string;
export declare class Mirror implements Stores {
    #private;
    apply(change: Change): void;
    all(db: string, coll: string): Iterable<Document>;
    get(db: string, coll: string, id: unknown): Document | undefined;
}
