/**
 * The oplog's entries. Each can be applied any number of times with the same outcome: an insert or update carries
 * the whole document that it leaves behind (the real server's updates carry the changed fields; those are here in
 * `log`, for change streams). An entry is never changed, and may be kept and handed to other members.
 */
import { type Binary, Timestamp } from 'bson';
import { type Doc, timestampBits, type Value } from '../bson/values.ts';
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
  /** The collection keeps for change streams what its documents were before and after. */
  images?: true;
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

export const isDocumentOp = (op: Op): op is DocumentOp => op.op !== 'c' && op.op !== 'n';

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

export const NO_ENTRY: OpTime = { ts: 0n, t: 0 };

/** Which of two logs is newer: the one that a later primary wrote to, else the longer. */
export function compareOpTime(a: OpTime, b: OpTime): number {
  if (a.t !== b.t) return a.t - b.t;
  return a.ts < b.ts ? -1 : a.ts > b.ts ? 1 : 0;
}

export function toTimestamp(ts: ClusterTime): Timestamp {
  return new Timestamp({ t: Number(ts >> 32n), i: Number(ts & 0xffffffffn) });
}

export function fromTimestamp(ts: Timestamp): ClusterTime {
  return timestampBits(ts);
}
