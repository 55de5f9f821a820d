/**
 * Sockets and servers of simulated code live on the virtual network.
 *
 * The driver and undici look `net.connect` up at each call; a server needs no more than another `listen`: a
 * stand-in handle, and a 'connection' event for each caller. Fastify and `node:http` then run untouched.
 */
import { createRequire } from 'node:module';
import net from 'node:net';
import type { Connection } from '../network/connection.ts';
import type { Network } from '../network/network.ts';
import { VirtualSocket } from '../network/socket.ts';
import { contextHere, runIn } from '../world/context.ts';
import type { Host } from '../world/host.ts';
import { runtime } from '../world/runtime.ts';
import type { World } from '../world/world.ts';
import { orderConnections } from './http-connections.ts';
import { beginSessionsOnStreams } from './http2.ts';
import { escaped } from './machine/ask.ts';
import { greetInPlaceOfNode, isSecure } from './tls/index.ts';

const require = createRequire(import.meta.url);
const networks = new WeakMap<World, Network>();

/** Says which network the sockets of this world's hosts are on. */
export function attachNetwork(world: World, network: Network): void {
  networks.set(world, network);
}

export function networkOf(host: Host): Network {
  const network = networks.get(host.world);
  if (!network) throw new Error(`${host.name} is on no network`);
  return network;
}

interface ConnectOptions {
  host?: string;
  /** Of a socket in the file system. */
  path?: string;
  port: number | string;
  allowHalfOpen?: boolean;
  highWaterMark?: number;
  timeout?: number;
  signal?: AbortSignal;
}

function connectArguments(args: unknown[]): [ConnectOptions, (() => void) | undefined] {
  const callback = args.find((a) => typeof a === 'function') as (() => void) | undefined;
  const [first, second] = args;
  if (typeof first === 'object' && first !== null) return [first as ConnectOptions, callback];
  if (typeof first === 'string' && Number.isNaN(Number(first))) return [{ path: first, port: 0 }, callback];
  return [{ port: first as number, host: typeof second === 'string' ? second : 'localhost' }, callback];
}

function connectVirtually(host: Host, args: unknown[]): VirtualSocket {
  const [options, callback] = connectArguments(args);
  if (options.path) escaped(host, `the unix socket ${options.path}`);
  const socket = new VirtualSocket(options);
  if (callback) socket.once('connect', callback);
  if (options.timeout) socket.setTimeout(options.timeout);
  if (runtime.ghost) return socket;
  const target = options.host ?? 'localhost';
  const endpoint = networkOf(host).connect(socket, host, target, Number(options.port));
  return socket.dial(endpoint, target);
}

/** What `net.Server` keeps in place of a libuv handle. */
class VirtualHandle {
  readonly #host: Host;
  readonly #network: Network;
  readonly #port: number;

  constructor(server: VirtualServer, host: Host, port: number) {
    this.#host = host;
    this.#network = networkOf(host);
    const context = contextHere();
    const accept = (connection: Connection) => {
      if (server.maxConnections > 0 && server._connections >= server.maxConnections) {
        connection.server.close();
        server.emit('drop', { remoteAddress: connection.client.host.name, remotePort: connection.id });
        return;
      }
      const socket = VirtualSocket.accepted(connection, server.allowHalfOpen ?? false);
      server._connections++;
      socket.server = server;
      server.emit('connection', socket);
    };
    this.#port = this.#network.listen(host, port, {
      accept: (connection) => runIn(context, () => accept(connection)),
    });
  }

  getsockname(out: { address: string; family: string; port: number }): number {
    Object.assign(out, { address: this.#host.name, family: 'IPv4', port: this.#port });
    return 0;
  }

  close(callback?: () => void): void {
    if (!runtime.ghost) this.#network.unlisten(this.#host, this.#port);
    if (callback) process.nextTick(callback);
  }

  ref(): void {}
  unref(): void {}
}

type VirtualServer = net.Server & {
  allowHalfOpen?: boolean;
  _handle: VirtualHandle | null;
  _connections: number;
  _emitCloseIfDrained(): void;
};

function listenVirtually(server: VirtualServer, host: Host, args: unknown[]): net.Server {
  const [options, callback] = connectArguments(args);
  if (options.path) escaped(host, `the unix socket ${options.path}`);
  if (runtime.ghost) return server;
  if (isSecure(server)) greetInPlaceOfNode(server);
  beginSessionsOnStreams(server);
  if (callback) server.once('listening', callback);
  try {
    server._handle = new VirtualHandle(server, host, Number(options.port ?? 0));
  } catch (error) {
    process.nextTick(() => server.emit('error', error));
    return server;
  }
  process.nextTick(() => {
    if (!server._handle) return;
    server.emit('listening');
    orderConnections(server);
  });
  return server;
}

export function installSockets(): void {
  // Loaded here and not above: `http` keeps the timers it finds when it loads, so they must be replaced by now.
  const http = require('node:http') as typeof import('node:http');
  const realConnect = net.connect;
  const realListen = net.Server.prototype.listen;
  const realGetName = http.Agent.prototype.getName;

  const connect = (...args: unknown[]) =>
    runtime.host
      ? connectVirtually(runtime.host, args)
      : (realConnect as (...a: unknown[]) => net.Socket)(...args);
  Object.assign(net, { connect, createConnection: connect });

  net.Server.prototype.listen = function (this: VirtualServer, ...args: unknown[]) {
    const { host } = runtime;
    if (host) return listenVirtually(this, host, args);
    return (realListen as (...a: unknown[]) => net.Server).apply(this, args);
  } as typeof realListen;

  // Clients on `node:http` share one global agent among all hosts: each host has its own connections in it.
  const agent = http.Agent.prototype as unknown as Record<string, unknown>;
  agent.createConnection = connect;
  http.Agent.prototype.getName = function (options) {
    const name = realGetName.call(this, options);
    return runtime.host ? `${runtime.host.name}>${name}` : name;
  };

  // Node writes the Date header from a clock of its own, which nothing can replace: in a host there is none.
  const outgoing = http.OutgoingMessage.prototype as unknown as object;
  const wanted = Symbol('sendDate');
  Object.defineProperty(outgoing, 'sendDate', {
    configurable: true,
    get(this: Record<symbol, boolean>) {
      return runtime.host ? false : this[wanted];
    },
    set(this: Record<symbol, boolean>, value: boolean) {
      this[wanted] = value;
    },
  });
}
