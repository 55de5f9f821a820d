/** What a command gets, and what it gives back. */
import type { Doc, Value } from '../bson/values.ts';
import type { Cursors } from '../cursors.ts';
import { type Engine, Writer } from '../engine.ts';
import type { Member } from '../member.ts';
import type { Vars } from '../query/expr.ts';
import type { Session } from '../session/sessions.ts';
import type { Transaction } from '../session/transaction.ts';
import type { Store } from '../storage/store.ts';
export interface CursorReply {
    name: 'firstBatch' | 'nextBatch';
    docs: Buffer[];
    id: bigint;
    ns: string;
    postBatchResumeToken?: object | undefined;
}
/** The fields of a reply before `ok`; documents of a cursor are BSON already. */
export interface Reply {
    fields: Doc;
    cursor?: CursorReply;
}
export interface Connection {
    id: number;
}
export declare class Request {
    readonly member: Member;
    readonly name: string;
    readonly cmd: Doc;
    readonly db: string;
    readonly connection: Connection;
    /** The term in which the command came: what it found then may be another's in a later one. */
    private readonly term;
    session: Session | undefined;
    txn: Transaction | undefined;
    /** A number was sent outside a transaction: the write is retryable. */
    retryable: boolean;
    /** This command works for a change stream, so its errors may be labelled as resumable. */
    changeStream: boolean;
    /** The connection is gone: the command has its effect, but no reply. */
    unheard: boolean;
    constructor(member: Member, name: string, cmd: Doc, db: string, connection: Connection);
    get engine(): Engine;
    get cursors(): Cursors;
    /** The namespace that the command names. Throws InvalidNamespace. */
    get ns(): string;
    /** What this command reads. */
    get store(): Store;
    /** Whether this member is still the primary that it was when the command came. */
    get mayWrite(): boolean;
    /** To be asked again after each wait, before anything is written. */
    requireWritable(): void;
    writer(): Writer;
    get vars(): Vars;
}
export declare function namespace(db: string, coll: Value): string;
/** A namespace that may be written to. */
export declare function writableNamespace(db: string, coll: Value): string;
