/**
 * A socket of the virtual network, with the face of `net.Socket`.
 *
 * A plain Duplex: a real `net.Socket` would time out on Node's internal clock and reach for a libuv handle.
 */
import type net from 'node:net';
import { Duplex } from 'node:stream';
import type { Host } from '../world/host.ts';
import type { Connection, Endpoint } from './connection.ts';
type Callback = (error?: Error | null) => void;
export declare class VirtualSocket extends Duplex {
    #private;
    connecting: boolean;
    timeout: number;
    bytesRead: number;
    bytesWritten: number;
    localAddress?: string;
    localPort?: number;
    remoteAddress?: string;
    remotePort?: number;
    readonly remoteFamily = "IPv4";
    /** The server that accepted it, whose count of connections it leaves when it closes. */
    server: (net.Server & {
        _connections: number;
        _emitCloseIfDrained(): void;
    }) | null;
    constructor(options?: {
        allowHalfOpen?: boolean;
        highWaterMark?: number;
    });
    /** The side that calls: it is not connected yet. */
    dial(endpoint: Endpoint, remoteName: string): this;
    /** The side that was called: connected from the start. */
    static accepted(connection: Connection, allowHalfOpen: boolean): VirtualSocket;
    /** The host whose process it belongs to. */
    get host(): Host | null;
    connected(): void;
    received(bytes: Buffer): void;
    ended(): void;
    failed(code: string, message: string): void;
    /** As net has it, 'close' says whether it was for an error. */
    emit(event: string | symbol, ...args: unknown[]): boolean;
    _read(): void;
    _write(chunk: Buffer, _encoding: BufferEncoding, callback: Callback): void;
    _writev(chunks: {
        chunk: Buffer;
    }[], callback: Callback): void;
    _final(callback: Callback): void;
    _destroy(error: Error | null, callback: Callback): void;
    /** Destroys once all that was written is on its way. */
    destroySoon(): void;
    resetAndDestroy(): this;
    setTimeout(timeoutMs: number, callback?: () => void): this;
    setNoDelay(): this;
    setKeepAlive(): this;
    ref(): this;
    unref(): this;
    address(): object;
    get pending(): boolean;
    get readyState(): string;
}
export {};
