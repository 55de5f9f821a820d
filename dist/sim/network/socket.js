import { Duplex } from 'node:stream';
import { contextHere, runIn } from '../world/context.js';
import { runtime } from '../world/runtime.js';
import { addressOf } from './names.js';
export class VirtualSocket extends Duplex {
    connecting = true;
    timeout = 0;
    bytesRead = 0;
    bytesWritten = 0;
    localAddress;
    localPort;
    remoteAddress;
    remotePort;
    remoteFamily = 'IPv4';
    /** The server that accepted it, whose count of connections it leaves when it closes. */
    server = null;
    #endpoint = null;
    /** That of whoever made it: what comes in is heard in it. */
    #context = contextHere();
    /** A write that waits for the connection to be established. */
    #waiting = null;
    #uncounted = false;
    #lastActivityMs = 0;
    #timer = null;
    constructor(options = {}) {
        super({
            allowHalfOpen: options.allowHalfOpen ?? false,
            emitClose: true,
            autoDestroy: true,
            decodeStrings: true,
            highWaterMark: options.highWaterMark,
        });
    }
    /** The side that calls: it is not connected yet. */
    dial(endpoint, remoteName) {
        this.#attach(endpoint);
        this.#address(endpoint, remoteName);
        return this;
    }
    /** The side that was called: connected from the start. */
    static accepted(connection, allowHalfOpen) {
        const socket = new VirtualSocket({ allowHalfOpen });
        socket.#attach(connection.server);
        connection.server.socket = socket;
        socket.connecting = false;
        socket.#address(connection.server, connection.client.host.name);
        return socket;
    }
    /** The host whose process it belongs to. */
    get host() {
        return this.#endpoint?.host ?? null;
    }
    connected() {
        runIn(this.#context, () => this.#connected());
    }
    #connected() {
        if (this.destroyed)
            return;
        this.connecting = false;
        this.#active();
        this.emit('connect');
        this.emit('ready');
        const waiting = this.#waiting;
        this.#waiting = null;
        waiting?.();
    }
    received(bytes) {
        runIn(this.#context, () => this.#received(bytes));
    }
    #received(bytes) {
        if (this.destroyed)
            return;
        this.bytesRead += bytes.length;
        this.#active();
        this.push(bytes);
    }
    ended() {
        runIn(this.#context, () => this.#ended());
    }
    #ended() {
        if (this.destroyed)
            return;
        this.push(null);
        // As net does: with nobody reading, the end must still be noticed.
        if (this.readableLength === 0)
            this.read(0);
    }
    failed(code, message) {
        runIn(this.#context, () => this.#failed(code, message));
    }
    #failed(code, message) {
        if (this.destroyed)
            return;
        const syscall = message.split(' ')[0];
        if (this.#endpoint)
            this.#endpoint.closed = true;
        this.destroy(Object.assign(new Error(message), { code, errno: -1, syscall }));
    }
    /** As net has it, 'close' says whether it was for an error. */
    emit(event, ...args) {
        if (event === 'close' && args.length === 0)
            return super.emit(event, this.errored !== null);
        return super.emit(event, ...args);
    }
    _read() { }
    _write(chunk, _encoding, callback) {
        this.#whenConnected(() => {
            this.#send(chunk);
            callback();
        });
    }
    _writev(chunks, callback) {
        this.#whenConnected(() => {
            this.#send(chunks.length === 1 ? chunks[0].chunk : Buffer.concat(chunks.map((c) => c.chunk)));
            callback();
        });
    }
    _final(callback) {
        this.#whenConnected(() => {
            this.#endpoint?.sendFin();
            callback();
        });
    }
    _destroy(error, callback) {
        if (this.#timer)
            clearTimeout(this.#timer);
        this.#timer = null;
        this.#waiting = null;
        this.connecting = false;
        this.#endpoint?.connection.network.sockets.delete(this);
        if (!runtime.ghost)
            this.#endpoint?.close();
        if (this.server && !this.#uncounted) {
            this.#uncounted = true;
            this.server._connections--;
            this.server._emitCloseIfDrained();
        }
        callback(error);
    }
    /** Destroys once all that was written is on its way. */
    destroySoon() {
        if (this.writable)
            this.end();
        if (this.writableFinished)
            this.destroy();
        else
            this.once('finish', () => this.destroy());
    }
    resetAndDestroy() {
        this.#endpoint?.sendReset();
        return this.destroy();
    }
    setTimeout(timeoutMs, callback) {
        this.timeout = timeoutMs;
        if (this.#timer)
            clearTimeout(this.#timer);
        this.#timer = null;
        if (timeoutMs > 0) {
            this.#active();
            if (callback)
                this.once('timeout', callback);
            this.#armTimeout(timeoutMs);
        }
        else if (callback)
            this.removeListener('timeout', callback);
        return this;
    }
    setNoDelay() {
        return this;
    }
    setKeepAlive() {
        return this;
    }
    ref() {
        return this;
    }
    unref() {
        return this;
    }
    address() {
        return { address: this.localAddress, port: this.localPort, family: 'IPv4' };
    }
    get pending() {
        return this.connecting;
    }
    get readyState() {
        if (this.connecting)
            return 'opening';
        if (this.readable && this.writable)
            return 'open';
        if (this.readable)
            return 'readOnly';
        return this.writable ? 'writeOnly' : 'closed';
    }
    #send(bytes) {
        this.bytesWritten += bytes.length;
        this.#active();
        // The writer may reuse its buffer as soon as it is called back, so a copy travels.
        this.#endpoint?.send(Buffer.from(bytes));
    }
    #whenConnected(run) {
        if (this.connecting)
            this.#waiting = run;
        else
            run();
    }
    #active() {
        if (this.timeout > 0)
            this.#lastActivityMs = performance.now();
    }
    /** Activity moves no timer: when it fires too early it is set for what is left. */
    #armTimeout(waitMs) {
        this.#timer = setTimeout(() => {
            this.#timer = null;
            const leftMs = this.#lastActivityMs + this.timeout - performance.now();
            if (leftMs > 0.5)
                this.#armTimeout(leftMs);
            else
                this.emit('timeout');
        }, waitMs);
    }
    #attach(endpoint) {
        this.#endpoint = endpoint;
        endpoint.connection.network.sockets.add(this);
    }
    #address(endpoint, remoteName) {
        const { connection } = endpoint;
        const isClient = endpoint === connection.client;
        this.localAddress = addressOf(endpoint.host);
        this.localPort = isClient ? connection.id : connection.port;
        this.remoteAddress = connection.network.names.host(remoteName, endpoint.host)
            ? addressOf(endpoint.peer.host)
            : remoteName;
        this.remotePort = isClient ? connection.port : connection.id;
    }
}
