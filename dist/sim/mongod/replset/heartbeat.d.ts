/**
 * Heartbeats. A member pings those that it has not heard of for a while: who pulls the oplog, or pings us, need not
 * be asked. A primary that hears of no majority within the election timeout steps down.
 */
import type { ReplicaSet } from './index.ts';
export declare class Heartbeat {
    private readonly set;
    private timer;
    constructor(set: ReplicaSet);
    start(): void;
    stop(): void;
    /** Tells everybody at once how this member stands. */
    announce(): void;
    private tick;
    private ping;
}
