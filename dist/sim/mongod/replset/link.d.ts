/**
 * A connection to another member, over the network like any client's. It dials when it is needed, and gives
 * up on a connection, with all that is under way on it, as soon as one answer is late.
 */
import type net from 'node:net';
import { type Doc } from '../bson/values.ts';
import type { ClusterClock } from '../oplog/oplog.ts';
/** The other member cannot be reached, did not answer in time, or refused. */
export declare class LinkError extends Error {
}
export type Dial = (host: string, port: number) => net.Socket;
export declare class Link {
    private readonly dial;
    private readonly clock;
    private socket;
    private readonly waiting;
    private nextId;
    private closed;
    constructor(dial: () => net.Socket, clock: ClusterClock);
    get busy(): boolean;
    /** The reply; rejects with LinkError after `timeoutMs`, or as soon as there can be none. */
    call(cmd: Doc, timeoutMs: number): Promise<Doc>;
    close(): void;
    private open;
    private answered;
    private drop;
}
