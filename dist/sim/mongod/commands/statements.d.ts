import { type Doc, type Value } from '../bson/values.ts';
import type { Writer } from '../engine.ts';
import { type Predicate } from '../query/match.ts';
import type { Collection } from '../storage/collection.ts';
import type { Rec } from '../storage/index.ts';
import type { Request } from './request.ts';
/** Runs a write again after each transaction that stood in its way; up to maxTimeMS where the command has one. */
export declare function unblocked<R>(req: Request, run: () => R): Promise<R>;
export declare function insertOne(req: Request, writer: Writer, ns: string, given: Doc, stmtId: number): Promise<void>;
export interface UpdateStatement {
    filter: Doc;
    update: Value;
    multi: boolean;
    upsert: boolean;
    vars: Doc;
    arrayFilters?: Doc[];
    hint?: Value;
    sort?: Doc;
}
export interface UpdateResult {
    matched: number;
    modified: number;
    upserted?: Doc;
    /** Of the last document changed. */
    before?: Doc;
    after?: Doc;
}
export declare function updateDocs(req: Request, writer: Writer, ns: string, s: UpdateStatement, stmtId: number): Promise<UpdateResult>;
export declare function found(coll: Collection, filter: Doc, matches: Predicate, hint?: Value): Rec[];
export declare function findFirst(coll: Collection, s: {
    filter: Doc;
    hint?: Value;
    sort?: Doc;
}, matches: Predicate): Rec | undefined;
/** How many documents were deleted. */
export declare function deleteOne(req: Request, writer: Writer, ns: string, filter: Doc, many: boolean, hint: Value, stmtId: number): Promise<number>;
