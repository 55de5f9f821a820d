/** `tls.connect` of code in a host. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import type tls from 'node:tls';
import type { Host } from '../../world/host.ts';
import { outside } from '../../world/runtime.ts';
import { escaped } from '../machine/ask.ts';
import { lifeOf } from '../machine/life.ts';
import { certificatesIn, credentialsOf, disbelief } from './certificates.ts';
import { type ClientHello, helloRecord, type ServerHello } from './hello.ts';
import { nodeTls } from './node-tls.ts';
import { SecureSocket } from './socket.ts';

type Options = tls.ConnectionOptions & { timeout?: number; allowHalfOpen?: boolean };

export function connectSecurely(host: Host, args: readonly unknown[]): SecureSocket {
  const callback = args.find((arg) => typeof arg === 'function') as (() => void) | undefined;
  const options = optionsOf(args);
  if (options.pskCallback) escaped(host, 'tls.connect with pre-shared keys');
  const context = options.secureContext ?? nodeTls().createSecureContext(options);
  const below = options.socket ?? net.connect(options as net.NetConnectOpts);
  const socket = new SecureSocket(below as net.Socket, options, (hello, error) => {
    const reason = error ?? judge(host, socket, hello as ServerHello, options, context);
    if (reason) {
      socket.destroy(reason);
      return;
    }
    socket.up();
    socket.emit('secure');
    socket.emit('secureConnect');
  });
  if (callback) socket.once('secureConnect', callback);
  if (options.timeout && !options.socket) socket.setTimeout(options.timeout);
  const { chain } = credentialsOf(context);
  socket.ownChain = chain;
  const hello: ClientHello = {
    servername: options.servername || undefined,
    alpn: protocolsIn(options.ALPNProtocols),
    chain: chain.map(({ raw }) => raw.toString('base64')),
  };
  const greet = () => below.write(helloRecord(hello));
  if ((below as net.Socket).connecting) below.once('connect', greet);
  else greet();
  return socket;
}

/** As Node takes them: `port, host, options`, any of them left out. */
function optionsOf(args: readonly unknown[]): Options {
  const [options = {}] = args.filter((arg) => typeof arg === 'object' && arg !== null) as Options[];
  const [first, second] = args;
  const named: Options = {};
  if (typeof first === 'number' || typeof first === 'string') named.port = Number(first);
  if (typeof second === 'string') named.host = second;
  return { ...named, ...options };
}

/** Takes what the server said, and gives what is wrong with it. */
function judge(
  host: Host,
  socket: SecureSocket,
  hello: ServerHello,
  options: Options,
  context: object,
): Error | undefined {
  socket.alpnProtocol = hello.alpn;
  socket.servername = options.servername ?? false;
  socket.peerChain = hello.chain.map((each) => new X509Certificate(Buffer.from(each, 'base64')));
  const wrong = hello.isBelieved ? undefined : disbeliefOf(host, socket, options, context);
  socket.authorized = wrong === undefined;
  if (!wrong) return undefined;
  socket.authorizationError = wrong.code ?? wrong.message;
  const isStrict = options.rejectUnauthorized ?? lifeOf(host).env.NODE_TLS_REJECT_UNAUTHORIZED !== '0';
  return isStrict ? wrong : undefined;
}

function disbeliefOf(
  host: Host,
  socket: SecureSocket,
  { servername, host: name, checkServerIdentity }: Options,
  context: object,
): NodeJS.ErrnoException | undefined {
  const trusted = credentialsOf(context).trusted ?? extraCertificates(host);
  return (
    disbelief(socket.peerChain, trusted) ??
    (checkServerIdentity ?? nodeTls().checkServerIdentity)(
      servername || name || 'localhost',
      socket.getPeerCertificate(true) as tls.PeerCertificate,
    )
  );
}

/** Those that the environment names, which Node trusts as it does its roots. */
function extraCertificates(host: Host): X509Certificate[] {
  const file = lifeOf(host).env.NODE_EXTRA_CA_CERTS;
  if (!file) return [];
  try {
    return certificatesIn(outside(() => readFileSync(file)));
  } catch {
    return [];
  }
}

/** Names of protocols, given as such or as they go over the wire: each after its length. */
export function protocolsIn(given: Options['ALPNProtocols']): string[] {
  if (given === undefined) return [];
  if (Array.isArray(given)) return given.map(String);
  const view = given as Uint8Array;
  const bytes = Buffer.from(view.buffer, view.byteOffset, view.byteLength);
  const names: string[] = [];
  for (let at = 0; at < bytes.length; at += 1 + bytes[at]!)
    names.push(bytes.toString('latin1', at + 1, at + 1 + bytes[at]!));
  return names;
}
