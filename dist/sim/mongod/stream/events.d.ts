/** Oplog operations as the events of a change stream. */
import type { Doc } from '../bson/values.ts';
import { type Entry } from '../oplog/entry.ts';
/** What a stream watches: a collection, a database (`coll` undefined) or everything. */
export interface Scope {
    db: string | undefined;
    coll: string | undefined;
}
/** The event of one operation for that scope, if it has one, and whether it ends the stream. */
export declare function eventOf(entry: Entry, at: number, scope: Scope): {
    event: Doc;
    invalidates: boolean;
} | undefined;
export declare function invalidateEvent(entry: Entry, at: number): Doc;
