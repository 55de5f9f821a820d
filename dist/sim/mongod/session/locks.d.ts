import type { Doc, Value } from '../bson/values.ts';
import type { Collection } from '../storage/collection.ts';
export interface Owner {
    /** Resolves when the transaction is over, one way or the other. */
    readonly ended: Promise<void>;
}
export declare class Locks {
    private readonly held;
    /** The other transaction that has written this document or one of its unique keys, if any. */
    blocker(coll: Collection, id: Value, doc: Doc | null, self: Owner | undefined): Owner | undefined;
    take(coll: Collection, id: Value, doc: Doc | null, owner: Owner): void;
    release(owner: Owner): void;
}
/** Thrown by a write outside a transaction that meets one: it waits for the end of that transaction and tries again. */
export declare class Blocked extends Error {
    readonly by: Owner;
    constructor(by: Owner);
}
