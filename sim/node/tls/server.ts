/** Servers that speak TLS: what comes is greeted before they hear of it. */
import { X509Certificate } from 'node:crypto';
import type net from 'node:net';
import type tls from 'node:tls';
import { runtime } from '../../world/runtime.ts';
import { escaped } from '../machine/ask.ts';
import { credentialsOf, disbelief } from './certificates.ts';
import { protocolsIn } from './client.ts';
import { alertRecord, type ClientHello, helloRecord } from './hello.ts';
import { SecureSocket, sslError } from './socket.ts';

/** What Node keeps on a `tls.Server`. */
interface Kept {
  requestCert: boolean;
  rejectUnauthorized: boolean;
  ALPNProtocols?: Uint8Array;
  ALPNCallback?: (asked: { servername: string; protocols: string[] }) => string | undefined;
  allowHalfOpen?: boolean;
  _contexts: [RegExp, object][];
  _sharedCreds: object;
}
type Server = tls.Server & Kept;
type SniCallback = (name: string, done: (error: Error | null, context?: object) => void) => void;

/** What Node listens with for connections: it would begin a real handshake. */
const NODES_LISTENER = 'tlsConnectionListener';

const keptAs = (server: object, description: string): unknown => {
  const key = Object.getOwnPropertySymbols(server).find((symbol) => symbol.description === description);
  return key && (server as Record<symbol, unknown>)[key];
};

/** From now on connections of this server, or those that are handed to it, are greeted here. */
export function greetInPlaceOfNode(given: tls.Server): void {
  const server = given as Server;
  if (keptAs(server, 'pskcallback')) escaped(runtime.host, 'tls.createServer with pre-shared keys');
  const nodes = server.listeners('connection').filter(({ name }) => name === NODES_LISTENER);
  for (const listener of nodes) {
    server.removeListener('connection', listener as never);
    server.prependListener('connection', (below: net.Socket) => greet(server, below));
  }
}

function greet(server: Server, below: net.Socket): void {
  const { allowHalfOpen } = server;
  const socket: SecureSocket = new SecureSocket(below, { allowHalfOpen }, (hello, error) => {
    if (error) refuse(server, socket, error);
    else answer(server, socket, hello as ClientHello);
  });
  socket.server = server;
  const limitMs = keptAs(server, 'handshake-timeout') as number;
  const timer = setTimeout(() => {
    const error = Object.assign(new Error('TLS handshake timeout'), { code: 'ERR_TLS_HANDSHAKE_TIMEOUT' });
    refuse(server, socket, error);
  }, limitMs);
  socket.once('secure', () => clearTimeout(timer));
  socket.once('close', () => clearTimeout(timer));
  // Until it is anybody's, nobody hears of what goes wrong with it but by 'tlsClientError'.
  const early = (error: Error) => server.emit('tlsClientError', error, socket);
  socket.on('error', early);
  socket.once('secure', () => socket.removeListener('error', early));
}

function answer(server: Server, socket: SecureSocket, hello: ClientHello): void {
  socket.servername = hello.servername ?? false;
  contextFor(server, hello.servername, (error, context) => {
    if (socket.destroyed) return;
    if (error) refuse(server, socket, error);
    else accept(server, socket, hello, context ?? server._sharedCreds);
  });
}

function contextFor(server: Server, name: string | undefined, done: Parameters<SniCallback>[1]): void {
  if (name === undefined) {
    done(null);
    return;
  }
  const asked = keptAs(server, 'snicallback') as SniCallback | undefined;
  if (asked) asked.call(server, name, done);
  else done(null, server._contexts.findLast(([names]) => names.test(name))?.[1]);
}

function accept(server: Server, socket: SecureSocket, hello: ClientHello, context: object): void {
  const credentials = credentialsOf(context);
  socket.ownChain = credentials.chain;
  if (credentials.chain.length === 0) {
    tell(socket, 'sslv3 alert handshake failure');
    refuse(server, socket, sslError('ERR_SSL_NO_SHARED_CIPHER', 'no shared cipher'));
    return;
  }
  const alpn = chosen(server, hello);
  if (alpn === undefined) {
    tell(socket, 'tlsv1 alert no application protocol');
    refuse(server, socket, sslError('ERR_SSL_NO_APPLICATION_PROTOCOL', 'no application protocol'));
    return;
  }
  socket.alpnProtocol = alpn;
  if (server.requestCert) {
    socket.peerChain = hello.chain.map((each) => new X509Certificate(Buffer.from(each, 'base64')));
    const wrong = disbelief(socket.peerChain, credentials.trusted ?? []) as NodeJS.ErrnoException | undefined;
    socket.authorized = !wrong;
    if (wrong) {
      socket.authorizationError = wrong.code!;
      if (server.rejectUnauthorized) {
        const isMissing = socket.peerChain.length === 0;
        tell(socket, isMissing ? 'tlsv13 alert certificate required' : 'tlsv1 alert unknown ca');
        const code = 'ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE';
        refuse(server, socket, isMissing ? sslError(code, 'peer did not return a certificate') : wrong);
        return;
      }
    }
  }
  const chain = credentials.chain.map(({ raw }) => raw.toString('base64'));
  socket._parent.write(helloRecord({ alpn, chain, isBelieved: false }));
  socket.emit('secure');
  socket.up();
  server.emit('secureConnection', socket);
}

/** Takes a client on a server of the simulator's own, which it believes without a certificate. */
export function takeBelieved(below: net.Socket): net.Socket {
  const socket: SecureSocket = new SecureSocket(below, {}, (hello, error) => {
    if (error) {
      socket.destroy();
      return;
    }
    const { servername } = hello as ClientHello;
    socket.servername = servername ?? false;
    below.write(helloRecord({ alpn: false, chain: [], isBelieved: true }));
    socket.up();
  });
  return socket as unknown as net.Socket;
}

/** The protocol that both speak; false where one of them names none; undefined where they have none in common. */
function chosen({ ALPNCallback, ALPNProtocols }: Server, hello: ClientHello): string | false | undefined {
  if (hello.alpn.length === 0) return false;
  if (ALPNCallback) return ALPNCallback({ servername: hello.servername ?? '', protocols: hello.alpn });
  if (!ALPNProtocols) return false;
  return protocolsIn(ALPNProtocols).find((name) => hello.alpn.includes(name));
}

const tell = (socket: SecureSocket, alert: string): void => void socket._parent.write(alertRecord(alert));

function refuse(server: Server, socket: SecureSocket, error: Error): void {
  if (socket.destroyed) return;
  socket._parent.destroySoon();
  socket.removeAllListeners('error');
  socket.on('error', () => {});
  server.emit('tlsClientError', error, socket);
  socket.destroy();
}
