/** Oplog entries, sessions and positions as they travel between members. */
import type { Binary, Timestamp } from 'bson';
import { encode } from '../bson/encode.ts';
import { type Doc, toNumber } from '../bson/values.ts';
import {
  type CommandOp,
  type DocumentOp,
  type Entry,
  fromTimestamp,
  isDocumentOp,
  type Op,
  type OpTime,
  toTimestamp,
} from '../oplog/entry.ts';
import type { Log } from '../query/update/place.ts';
import type { SessionImage } from '../session/sessions.ts';

export const opTimeToDoc = ({ ts, t }: OpTime): Doc => ({ ts: toTimestamp(ts), t: BigInt(t) });

export function opTimeFromDoc(doc: Doc): OpTime {
  return { ts: fromTimestamp(doc.ts as Timestamp), t: toNumber(doc.t) };
}

const encoded = new WeakMap<Entry, Buffer>();

/** An entry never changes, and goes to several members. */
export function entryToBytes(entry: Entry): Buffer {
  let bytes = encoded.get(entry);
  if (!bytes) {
    bytes = encode(entryToDoc(entry));
    encoded.set(entry, bytes);
  }
  return bytes;
}

/** Without what a document was before: whoever applies the entry has that. */
export function entryToDoc(entry: Entry): Doc {
  const doc: Doc = {
    ts: toTimestamp(entry.ts),
    t: BigInt(entry.t),
    wall: BigInt(entry.wallMs),
    txn: entry.txn,
    ops: entry.ops.map(opToDoc),
  };
  if (entry.writeId) {
    const { session, lsid, txnNumber, stmtIds } = entry.writeId;
    doc.writeId = { session, lsid, txnNumber, stmtIds };
  }
  return doc;
}

export function entryFromDoc(doc: Doc): Entry {
  const entry: Entry = {
    ts: fromTimestamp(doc.ts as Timestamp),
    t: toNumber(doc.t),
    wallMs: toNumber(doc.wall),
    txn: doc.txn as boolean,
    ops: (doc.ops as Doc[]).map(opFromDoc),
  };
  if (doc.writeId) entry.writeId = doc.writeId as NonNullable<Entry['writeId']>;
  return entry;
}

function opToDoc(op: Op): Doc {
  if (!isDocumentOp(op)) return { ...op };
  const { before: _, log, ...rest } = op;
  return log ? { ...rest, ...log } : rest;
}

function opFromDoc(doc: Doc): Op {
  if (doc.op === 'n') return { op: 'n', ns: '' };
  if (doc.op === 'c') return doc as unknown as CommandOp;
  const op: DocumentOp = {
    op: doc.op as DocumentOp['op'],
    ns: doc.ns as string,
    uuid: doc.uuid as Binary,
    id: doc.id,
    before: null,
    after: doc.after as Doc | null,
  };
  if ('set' in doc) {
    op.log = { set: doc.set as Doc, unset: doc.unset as string[] };
    if ('truncated' in doc) op.log.truncated = doc.truncated as NonNullable<Log['truncated']>;
  }
  if (doc.images) op.images = true;
  return op;
}

export function sessionToDoc({ lsid, txnNumber, done, committed }: SessionImage): Doc {
  const doc: Doc = {
    lsid,
    txnNumber,
    // A retry of findAndModify is answered with what the document was before.
    done: done.map(([stmtId, op]) => ({ stmtId, op: opToDoc(op), before: op.before })),
  };
  if (committed !== undefined) doc.committed = committed;
  return doc;
}

export function sessionFromDoc(doc: Doc): SessionImage {
  return {
    lsid: doc.lsid as Doc,
    txnNumber: doc.txnNumber as bigint,
    done: (doc.done as Doc[]).map(({ stmtId, op, before }) => [
      toNumber(stmtId),
      { ...opFromDoc(op as Doc), before } as DocumentOp,
    ]),
    committed: doc.committed as bigint | undefined,
  };
}
