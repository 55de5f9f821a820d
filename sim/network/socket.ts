/**
 * A socket of the virtual network, with the face of `net.Socket`.
 *
 * A plain Duplex: a real `net.Socket` would time out on Node's internal clock and reach for a libuv handle.
 */
import type net from 'node:net';
import { type Context, contextHere, runIn } from '../world/context.ts';
import type { Host } from '../world/host.ts';
import { runtime } from '../world/runtime.ts';
import type { Connection, Endpoint } from './connection.ts';
import { LikeNetSocket } from './like-net.ts';
import { addressOf } from './names.ts';

type Callback = (error?: Error | null) => void;

export class VirtualSocket extends LikeNetSocket {
  connecting = true;
  timeout = 0;
  bytesRead = 0;
  bytesWritten = 0;
  localAddress?: string;
  localPort?: number;
  remoteAddress?: string;
  remotePort?: number;
  readonly remoteFamily = 'IPv4';
  /** The server that accepted it, whose count of connections it leaves when it closes. */
  server: (net.Server & { _connections: number; _emitCloseIfDrained(): void }) | null = null;
  #endpoint: Endpoint | null = null;
  /** That of whoever made it: what comes in is heard in it. */
  readonly #context: Context | null = contextHere();
  /** A write that waits for the connection to be established. */
  #waiting: (() => void) | null = null;
  #uncounted = false;
  #lastActivityMs = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: { allowHalfOpen?: boolean; highWaterMark?: number } = {}) {
    super({
      allowHalfOpen: options.allowHalfOpen ?? false,
      emitClose: true,
      autoDestroy: true,
      decodeStrings: true,
      highWaterMark: options.highWaterMark,
    });
  }

  /** The side that calls: it is not connected yet. */
  dial(endpoint: Endpoint, remoteName: string): this {
    this.#attach(endpoint);
    this.#address(endpoint, remoteName);
    return this;
  }

  /** The side that was called: connected from the start. */
  static accepted(connection: Connection, allowHalfOpen: boolean): VirtualSocket {
    const socket = new VirtualSocket({ allowHalfOpen });
    socket.#attach(connection.server);
    connection.server.socket = socket;
    socket.connecting = false;
    socket.#address(connection.server, connection.client.host.name);
    return socket;
  }

  /** The host whose process it belongs to. */
  get host(): Host | null {
    return this.#endpoint?.host ?? null;
  }

  connected(): void {
    runIn(this.#context, () => this.#connected());
  }

  #connected(): void {
    if (this.destroyed) return;
    this.connecting = false;
    this.#active();
    this.emit('connect');
    this.emit('ready');
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.();
  }

  received(bytes: Buffer): void {
    runIn(this.#context, () => this.#received(bytes));
  }

  #received(bytes: Buffer): void {
    if (this.destroyed) return;
    this.bytesRead += bytes.length;
    this.#active();
    this.push(bytes);
  }

  ended(): void {
    runIn(this.#context, () => this.#ended());
  }

  #ended(): void {
    if (this.destroyed) return;
    this.push(null);
    // As net does: with nobody reading, the end must still be noticed.
    if (this.readableLength === 0) this.read(0);
  }

  failed(code: string, message: string): void {
    runIn(this.#context, () => this.#failed(code, message));
  }

  #failed(code: string, message: string): void {
    if (this.destroyed) return;
    const syscall = message.split(' ')[0];
    if (this.#endpoint) this.#endpoint.closed = true;
    this.destroy(Object.assign(new Error(message), { code, errno: -1, syscall }));
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, callback: Callback): void {
    this.#whenConnected(() => {
      this.#send(chunk);
      callback();
    });
  }

  override _writev(chunks: { chunk: Buffer }[], callback: Callback): void {
    this.#whenConnected(() => {
      this.#send(chunks.length === 1 ? chunks[0]!.chunk : Buffer.concat(chunks.map((c) => c.chunk)));
      callback();
    });
  }

  override _final(callback: Callback): void {
    this.#whenConnected(() => {
      this.#endpoint?.sendFin();
      callback();
    });
  }

  override _destroy(error: Error | null, callback: Callback): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#waiting = null;
    this.connecting = false;
    this.#endpoint?.connection.network.sockets.delete(this);
    if (!runtime.ghost) this.#endpoint?.close();
    if (this.server && !this.#uncounted) {
      this.#uncounted = true;
      this.server._connections--;
      this.server._emitCloseIfDrained();
    }
    callback(error);
  }

  resetAndDestroy(): this {
    this.#endpoint?.sendReset();
    return this.destroy();
  }

  setTimeout(timeoutMs: number, callback?: () => void): this {
    this.timeout = timeoutMs;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (timeoutMs > 0) {
      this.#active();
      if (callback) this.once('timeout', callback);
      this.#armTimeout(timeoutMs);
    } else if (callback) this.removeListener('timeout', callback);
    return this;
  }

  address(): object {
    return { address: this.localAddress, port: this.localPort, family: 'IPv4' };
  }
  get pending(): boolean {
    return this.connecting;
  }
  get readyState(): string {
    if (this.connecting) return 'opening';
    if (this.readable && this.writable) return 'open';
    if (this.readable) return 'readOnly';
    return this.writable ? 'writeOnly' : 'closed';
  }

  #send(bytes: Buffer): void {
    this.bytesWritten += bytes.length;
    this.#active();
    // The writer may reuse its buffer as soon as it is called back, so a copy travels.
    this.#endpoint?.send(Buffer.from(bytes));
  }

  #whenConnected(run: () => void): void {
    if (this.connecting) this.#waiting = run;
    else run();
  }

  #active(): void {
    if (this.timeout > 0) this.#lastActivityMs = performance.now();
  }

  /** Activity moves no timer: when it fires too early it is set for what is left. */
  #armTimeout(waitMs: number): void {
    this.#timer = setTimeout(() => {
      this.#timer = null;
      const leftMs = this.#lastActivityMs + this.timeout - performance.now();
      if (leftMs > 0.5) this.#armTimeout(leftMs);
      else this.emit('timeout');
    }, waitMs);
  }

  #attach(endpoint: Endpoint): void {
    this.#endpoint = endpoint;
    endpoint.connection.network.sockets.add(this);
  }

  #address(endpoint: Endpoint, remoteName: string): void {
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
