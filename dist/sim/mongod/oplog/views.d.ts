/**
 * The data as of some entries, oldest first: what readers of the majority see while later writes are not committed,
 * and what a roll-back goes back to. Between two views the oplog tells what to add.
 */
import { Store } from '../storage/store.ts';
import type { ClusterTime } from './entry.ts';
import type { Oplog } from './oplog.ts';
export declare class Views {
    private readonly oplog;
    private views;
    constructor(oplog: Oplog);
    /** `store` is a snapshot of the data with everything up to `ts`. */
    push(ts: ClusterTime, store: Store): void;
    /** The data with everything up to `ts`, to be read only. `ts` is not before the oldest view. */
    at(ts: ClusterTime): Store;
    /** Nobody will ask for what was before `ts`. */
    forgetBefore(ts: ClusterTime): void;
    /** The data as of `ts`, to go on from; what came after is gone. */
    backTo(ts: ClusterTime): Store;
    /** Everything begins anew. */
    restart(ts: ClusterTime, store: Store): void;
}
/** A copy that can be written to. */
export declare function thaw(store: Store): Store;
