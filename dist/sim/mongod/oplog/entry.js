/**
 * The oplog's entries. Each can be applied any number of times with the same outcome: an insert or update carries
 * the whole document that it leaves behind (the real server's updates carry the changed fields; those are here in
 * `log`, for change streams). An entry is never changed, and may be kept and handed to other members.
 */
import { Timestamp } from 'bson';
import { timestampBits } from '../bson/values.js';
export const isDocumentOp = (op) => op.op !== 'c' && op.op !== 'n';
export const NO_ENTRY = { ts: 0n, t: 0 };
/** Which of two logs is newer: the one that a later primary wrote to, else the longer. */
export function compareOpTime(a, b) {
    if (a.t !== b.t)
        return a.t - b.t;
    return a.ts < b.ts ? -1 : a.ts > b.ts ? 1 : 0;
}
export function toTimestamp(ts) {
    return new Timestamp({ t: Number(ts >> 32n), i: Number(ts & 0xffffffffn) });
}
export function fromTimestamp(ts) {
    return timestampBits(ts);
}
