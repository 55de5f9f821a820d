/**
 * TLS between hosts: `tls.connect` and servers of `tls`, `https` and `http2`, with nothing encrypted underneath, since
 * nobody listens. What a program can ask of it is answered as in life: names, protocols, certificates, who is believed.
 *
 * Map: `hello.ts` is what goes over the wire, `socket.ts` the socket, `client.ts` and `server.ts` the two sides of a
 * handshake, `certificates.ts` who is believed.
 */
import type net from 'node:net';
import { PassThrough } from 'node:stream';
import type tls from 'node:tls';
import { runtime } from '../../world/runtime.ts';
import { escaped } from '../machine/ask.ts';
import { watchContexts } from './certificates.ts';
import { connectSecurely } from './client.ts';
import { nodeTls } from './node-tls.ts';
import { SecureSocket } from './socket.ts';

export { greetInPlaceOfNode, takeBelieved } from './server.ts';

/** Whether connections to a server begin with a handshake. */
export const isSecure = (server: net.Server): server is tls.Server => server instanceof nodeTls().Server;

export function installTls(): void {
  const tls = nodeTls();
  watchContexts();
  const { connect, TLSSocket } = tls;
  tls.connect = ((...args: unknown[]) =>
    runtime.host
      ? connectSecurely(runtime.host, args)
      : (connect as (...a: unknown[]) => unknown)(...args)) as typeof connect;
  const isOne = Function.prototype[Symbol.hasInstance];
  Object.defineProperty(TLSSocket, Symbol.hasInstance, {
    value: (socket: unknown) => socket instanceof SecureSocket || isOne.call(TLSSocket, socket),
  });
  forbidRealHandshakes(TLSSocket);
}

/**
 * A socket that is made by itself may be looked at, as some libraries do to find a class of Node's. A handshake of it would
 * be of real randomness: a client begins one by `start`, a server once it has said what is to be done at a hello.
 */
function forbidRealHandshakes(TLSSocket: typeof import('node:tls').TLSSocket): void {
  const { _handle } = new TLSSocket(new PassThrough() as never) as unknown as { _handle: { start(): void } };
  const handles = Object.getPrototypeOf(_handle) as { start(...args: unknown[]): unknown };
  const { start } = handles;
  const refuse = () => {
    if (runtime.host) escaped(runtime.host, 'new tls.TLSSocket');
  };
  handles.start = function (...args) {
    refuse();
    return start.apply(this, args);
  };
  Object.defineProperty(handles, 'onclienthello', {
    configurable: true,
    set(this: object, value: unknown) {
      refuse();
      const own = { value, writable: true, enumerable: true, configurable: true };
      Object.defineProperty(this, 'onclienthello', own);
    },
  });
}
