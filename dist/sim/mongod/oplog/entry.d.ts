/**
 * The oplog's entries. Each can be applied any number of times with the same outcome: an insert or update carries
 * the whole document that it leaves behind (the real server's updates carry the changed fields; those are here in
 * `log`, for change streams). An entry is never changed, and may be kept and handed to other members.
 */
import { type Binary, Timestamp } from 'bson';
import { type Doc, type Value } from '../bson/values.ts';
import type { Log } from '../query/update/place.ts';
/** Cluster time: seconds << 32 | increment. */
export type ClusterTime = bigint;
export interface DocumentOp {
    op: 'i' | 'u' | 'd';
    ns: string;
    uuid: Binary;
    id: Value;
    before: Doc | null;
    after: Doc | null;
    /** For an update by operators: what it set and unset. An update without it replaced the document. */
    log?: Log;
}
/** A change of the catalogue: `o` is the command as the oplog has it, such as `{create: 'c'}`. */
export interface CommandOp {
    op: 'c';
    ns: string;
    uuid?: Binary;
    o: Doc;
}
/** Says only that time went on. */
export interface NoOp {
    op: 'n';
    ns: '';
}
export type Op = DocumentOp | CommandOp | NoOp;
export declare const isDocumentOp: (op: Op) => op is DocumentOp;
/** What a write belongs to, so that a retry is known for one. */
export interface WriteId {
    session: string;
    lsid: Doc;
    txnNumber: bigint;
    /** The statements that this entry carries out; empty for a transaction. */
    stmtIds: number[];
}
export interface Entry {
    ts: ClusterTime;
    /** The term of the primary that wrote it. */
    t: number;
    wallMs: number;
    /** One, or all those of a transaction. */
    ops: Op[];
    writeId?: WriteId;
    txn: boolean;
}
/** Where an entry stands: time and term. Two entries with the same of both are one, and so is all before them. */
export interface OpTime {
    ts: ClusterTime;
    t: number;
}
export declare const NO_ENTRY: OpTime;
/** Which of two logs is newer: the one that a later primary wrote to, else the longer. */
export declare function compareOpTime(a: OpTime, b: OpTime): number;
export declare function toTimestamp(ts: ClusterTime): Timestamp;
export declare function fromTimestamp(ts: Timestamp): ClusterTime;
