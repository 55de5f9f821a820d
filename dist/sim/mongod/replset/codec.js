import { encode } from '../bson/encode.js';
import { toNumber } from '../bson/values.js';
import { fromTimestamp, isDocumentOp, toTimestamp, } from '../oplog/entry.js';
export const opTimeToDoc = ({ ts, t }) => ({ ts: toTimestamp(ts), t: BigInt(t) });
export function opTimeFromDoc(doc) {
    return { ts: fromTimestamp(doc.ts), t: toNumber(doc.t) };
}
const encoded = new WeakMap();
/** An entry never changes, and goes to several members. */
export function entryToBytes(entry) {
    let bytes = encoded.get(entry);
    if (!bytes) {
        bytes = encode(entryToDoc(entry));
        encoded.set(entry, bytes);
    }
    return bytes;
}
/** Without what a document was before: whoever applies the entry has that. */
export function entryToDoc(entry) {
    const doc = {
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
export function entryFromDoc(doc) {
    const entry = {
        ts: fromTimestamp(doc.ts),
        t: toNumber(doc.t),
        wallMs: toNumber(doc.wall),
        txn: doc.txn,
        ops: doc.ops.map(opFromDoc),
    };
    if (doc.writeId)
        entry.writeId = doc.writeId;
    return entry;
}
function opToDoc(op) {
    if (!isDocumentOp(op))
        return { ...op };
    const { before: _, log, ...rest } = op;
    return log ? { ...rest, set: log.set, unset: log.unset } : rest;
}
function opFromDoc(doc) {
    if (doc.op === 'n')
        return { op: 'n', ns: '' };
    if (doc.op === 'c')
        return doc;
    const op = {
        op: doc.op,
        ns: doc.ns,
        uuid: doc.uuid,
        id: doc.id,
        before: null,
        after: doc.after,
    };
    if ('set' in doc)
        op.log = { set: doc.set, unset: doc.unset };
    return op;
}
export function sessionToDoc({ lsid, txnNumber, done, committed }) {
    const doc = {
        lsid,
        txnNumber,
        // A retry of findAndModify is answered with what the document was before.
        done: done.map(([stmtId, op]) => ({ stmtId, op: opToDoc(op), before: op.before })),
    };
    if (committed !== undefined)
        doc.committed = committed;
    return doc;
}
export function sessionFromDoc(doc) {
    return {
        lsid: doc.lsid,
        txnNumber: doc.txnNumber,
        done: doc.done.map(({ stmtId, op, before }) => [
            toNumber(stmtId),
            { ...opFromDoc(op), before },
        ]),
        committed: doc.committed,
    };
}
