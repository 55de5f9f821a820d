/**
 * Resume tokens, laid out as the real server's: cluster time first, so that tokens sort and anybody can read it
 * (harness/invariants/resume-token.ts). A high-water mark names a time and no event.
 */
import type { Binary } from 'bson';
import { type Value } from '../bson/values.ts';
import type { ClusterTime } from '../oplog/entry.ts';
export interface Position {
    ts: ClusterTime;
    /** Which of the entry's operations. */
    op: number;
    /** The token is that of an invalidate, which follows the event of the same place. */
    invalidate: boolean;
    /** A time, not an event. */
    mark: boolean;
}
export declare function markToken(ts: ClusterTime): {
    _data: string;
};
export declare function eventToken(ts: ClusterTime, op: number, invalidate: boolean, uuid: Binary | undefined, id: Value): {
    _data: string;
};
export declare function parseToken(token: Value, field: string): Position;
