/**
 * HTTP/2: Node's own code around a native session, which takes any stream for its socket. It puts off what it sends until
 * the next turn of the real loop, so a world in which anybody speaks it gives each event a turn (`world/drain.ts`).
 *
 * What Node takes from the machine's clock is taken from the host's, or left out: the `date` of an answer, as with
 * HTTP/1; the payload and the time of a ping. Of files an answer may be given none: that reads them on a thread.
 */

import type http2 from 'node:http2';
import { createRequire } from 'node:module';
import type net from 'node:net';
import { type Duplex, PassThrough } from 'node:stream';
import { runtime } from '../world/runtime.ts';
import { escaped } from './machine/ask.ts';
import { nodeTls } from './tls/node-tls.ts';
import { SecureSocket } from './tls/socket.ts';

const require = createRequire(import.meta.url);

type AnyFunction = (this: unknown, ...args: never[]) => unknown;
type Socket = net.Socket | SecureSocket;

/** Node's own wrapper around a stream, with the native handle that a session asks for. */
type StreamSocket = Omit<net.Socket, 'connecting'> & { connecting: boolean };
let StreamSocket: new (stream: Duplex) => StreamSocket;

/** What a session or a program asks of its socket. */
const BELOW =
  `encrypted authorized authorizationError alpnProtocol servername localAddress localPort localFamily
  remoteAddress remotePort remoteFamily getPeerCertificate getCertificate getCipher getProtocol`.split(/\s+/);

function streamOver(below: Socket): Duplex {
  const socket = new StreamSocket(below as Duplex);
  for (const name of BELOW) {
    Object.defineProperty(socket, name, {
      configurable: true,
      get() {
        const value = (below as unknown as Record<string, unknown>)[name];
        return typeof value === 'function' ? value.bind(below) : value;
      },
    });
  }
  const isSecure = below instanceof SecureSocket;
  if (isSecure ? below.secureConnecting : below.connecting) {
    socket.connecting = true;
    below.once(isSecure ? 'secureConnect' : 'connect', () => {
      socket.connecting = false;
      socket.emit('connect');
    });
  }
  return socket as unknown as Duplex;
}

/** Node's listener for connections, which begins a session on each. */
const NODES_LISTENER = 'connectionListener';

/** From now on a server of HTTP/2 begins its sessions on sockets of a host. */
export function beginSessionsOnStreams(server: net.Server): void {
  if (!isHttp2(server)) return;
  runtime.host!.world.needsTurns = true;
  const event = server instanceof nodeTls().Server ? 'secureConnection' : 'connection';
  for (const listener of server.listeners(event).filter(({ name }) => name === NODES_LISTENER)) {
    server.removeListener(event, listener as never);
    server.on(event, (socket: Socket) => {
      const isOther = socket instanceof SecureSocket && socket.alpnProtocol !== 'h2';
      listener.call(server, isOther ? socket : streamOver(socket));
    });
  }
  server.prependListener('session', tameSession);
  server.prependListener('stream', tameStream);
}

const isHttp2 = (server: net.Server): boolean => /^Http2(Secure)?Server$/.test(server.constructor.name);

/** As Node's own, by sockets of a host. */
function connect(
  real: typeof http2.connect,
  given: string | URL,
  options: http2.ClientSessionOptions & http2.SecureClientSessionOptions,
  listener: (() => void) | undefined,
): http2.ClientHttp2Session {
  const { createConnection } = options;
  runtime.host!.world.needsTurns = true;
  const session = real(
    given,
    {
      ...options,
      createConnection: (authority) =>
        streamOver((createConnection?.(authority, options) as Socket) ?? dial(authority, options)),
    },
    listener as never,
  );
  tameSession(session);
  return session;
}

function dial(authority: URL, options: http2.SecureClientSessionOptions): Socket {
  const isPlain = (authority.protocol || options.protocol) === 'http:';
  const port = Number(authority.port || (isPlain ? 80 : 443));
  const host = (authority.hostname || authority.host || 'localhost').replace(/^\[(.*)\]$/, '$1');
  // Looked up at each call, and loaded late: the two are replaced.
  if (isPlain) return (require('node:net') as typeof net).connect({ port, host });
  const name = (require('node:net') as typeof net).isIP(host) ? {} : { servername: host };
  return nodeTls().connect({ ALPNProtocols: ['h2'], ...name, ...options, port, host });
}

const tamed = new WeakMap<object, Set<string>>();

/** Once for each class of Node's, of which only the objects can be had. */
function tame(one: object, own: string, tamer: (prototype: Record<string, AnyFunction>) => void): void {
  let prototype = one;
  while (!Object.hasOwn(prototype, own)) prototype = Object.getPrototypeOf(prototype);
  const known = tamed.get(prototype) ?? new Set();
  if (known.has(own)) return;
  tamed.set(prototype, known.add(own));
  tamer(prototype as Record<string, AnyFunction>);
}

function tameSession(session: object): void {
  tame(session, 'ping', (prototype) => {
    inHosts(prototype, 'ping', pinged);
  });
  tame(session, 'setTimeout', refuseTimeouts('http2.Http2Session'));
}

function tameStream(stream: object): void {
  tame(stream, 'respond', (prototype) => {
    inHosts(prototype, 'respond', (real, [headers, options = {}]) =>
      real(headers, { ...(options as object), sendDate: false }),
    );
    for (const name of ['respondWithFile', 'respondWithFD'])
      inHosts(prototype, name, () => escaped(runtime.host, `http2 stream.${name}`));
  });
  tame(stream, 'setTimeout', refuseTimeouts('http2.Http2Stream'));
}

/** Node measures them by timers that nothing can replace. To have none is no question of time. */
const refuseTimeouts = (what: string) => (prototype: Record<string, AnyFunction>) =>
  inHosts(prototype, 'setTimeout', (real, [ms, ...rest], self) => {
    if (Number(ms) === 0) return real(ms, ...rest);
    return escaped(runtime.host, `${what}.setTimeout`) ?? self;
  });

type Pong = (error: Error | null, ms: number, payload: Buffer) => void;

function pinged(real: (...args: unknown[]) => unknown, args: unknown[]): unknown {
  const callback = args.find((arg) => typeof arg === 'function') as Pong;
  const given = args.find((arg) => ArrayBuffer.isView(arg));
  const fromMs = runtime.host!.monotonicMs();
  return real(given ?? Buffer.alloc(8), (error: Error | null, _ms: number, payload: Buffer) => {
    callback(error, runtime.host!.monotonicMs() - fromMs, payload);
  });
}

function inHosts(
  owner: Record<string, AnyFunction>,
  name: string,
  virtual: (real: (...args: unknown[]) => unknown, args: unknown[], self: unknown) => unknown,
): void {
  const real = owner[name] as unknown as (...args: unknown[]) => unknown;
  owner[name] = function (this: unknown, ...args: unknown[]) {
    if (!runtime.host) return real.apply(this, args);
    return virtual((...given) => real.apply(this, given), args, this);
  } as AnyFunction;
}

export function installHttp2(): void {
  const module = require('node:http2') as { connect: typeof http2.connect };
  const { TLSSocket } = nodeTls();
  const { _handle } = new TLSSocket(new PassThrough() as never) as unknown as {
    _handle: { _parentWrap: StreamSocket };
  };
  StreamSocket = _handle._parentWrap.constructor as typeof StreamSocket;
  const real = module.connect;
  const either = (given: string | URL, ...rest: unknown[]) => {
    if (!runtime.host) return (real as (...args: unknown[]) => unknown)(given, ...rest);
    const listener = rest.find((arg) => typeof arg === 'function') as (() => void) | undefined;
    const options = (typeof rest[0] === 'object' ? rest[0] : {}) as http2.SecureClientSessionOptions;
    return connect(real, given, options, listener);
  };
  module.connect = Object.defineProperties(either, Object.getOwnPropertyDescriptors(real)) as never;
}
