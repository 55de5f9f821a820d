/**
 * A socket that speaks TLS, as far as its program can see: a handshake of one round trip goes over the socket below, and
 * after it what is said goes over that as it is.
 *
 * It asks for names, protocols and certificates as Node does, and fails as Node does. Not done, and an escape by name:
 * keys exported from a session, pre-shared keys. Not done, and as if the other side could not: resumed sessions,
 * renegotiation, stapled answers on revocation. Versions and ciphers are not negotiated: all is TLS 1.3.
 */
import type { X509Certificate } from 'node:crypto';
import type net from 'node:net';
import { LikeNetSocket } from '../../network/like-net.ts';
import { runtime } from '../../world/runtime.ts';
import { escaped } from '../machine/ask.ts';
import { legacyOf } from './certificates.ts';
import { type Alert, type ClientHello, readRecord, type ServerHello } from './hello.ts';

type Callback = (error?: Error | null) => void;
/** Called with the first record of the other side, or with what went wrong before it. */
type OnHello = (hello: ClientHello | ServerHello | null, error?: Error) => void;

const CIPHER = { name: 'TLS_AES_256_GCM_SHA384', standardName: 'TLS_AES_256_GCM_SHA384', version: 'TLSv1.3' };
const CURVE = { type: 'ECDH', name: 'X25519', size: 253 };

/** What is asked of the socket below. */
const BELOW =
  `connecting pending readyState bytesRead bytesWritten localAddress localPort localFamily remoteAddress
  remotePort remoteFamily timeout`.split(/\s+/);

export class SecureSocket extends LikeNetSocket {
  readonly encrypted = true;
  secureConnecting = true;
  authorized = false;
  authorizationError: string | null = null;
  alpnProtocol: string | false | null = null;
  servername: string | false | null = null;
  /** The socket below. */
  readonly _parent: net.Socket;
  /** Of the server that took it, for those that keep books of their connections. */
  server: unknown = undefined;
  peerChain: X509Certificate[] = [];
  ownChain: X509Certificate[] = [];
  readonly #onHello: OnHello;
  #early: Buffer = Buffer.alloc(0);
  #isUp = false;
  #isAsked = true;
  #waiting: (() => void) | null = null;

  constructor(below: net.Socket, options: { allowHalfOpen?: boolean | undefined }, onHello: OnHello) {
    super({ allowHalfOpen: options.allowHalfOpen ?? false, emitClose: true, autoDestroy: true });
    this._parent = below;
    this.#onHello = onHello;
    below.on('data', (bytes: Buffer) => this.#heard(bytes));
    below.on('end', () => (this.#isUp ? this.push(null) : this.#lost()));
    below.on('error', (error) => this.destroy(error));
    below.on('close', () => (this.#isUp || this.destroyed ? this.destroy() : this.#lost()));
    below.on('timeout', () => this.emit('timeout'));
    for (const event of ['connect', 'ready']) below.on(event, () => this.emit(event));
  }

  /** The handshake is over: what waits is said, and what came early is heard. */
  up(): void {
    this.#isUp = true;
    this.secureConnecting = false;
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.();
    const early = this.#early;
    if (early.length > 0) this.#heard(early);
  }

  #heard(bytes: Buffer): void {
    if (this.destroyed) return;
    if (this.#isUp) {
      if (!this.push(bytes)) this._parent.pause();
      return;
    }
    this.#early = this.#early.length === 0 ? bytes : Buffer.concat([this.#early, bytes]);
    if (!this.#isAsked) return;
    const { content, rest, isPlain } = readRecord(this.#early);
    if (isPlain) this.#onHello(null, notTls(this.#early));
    else if (content) {
      this.#isAsked = false;
      this.#early = rest!;
      const { alert } = content as Alert;
      if (alert === undefined) this.#onHello(content as ClientHello | ServerHello);
      else this.#onHello(null, alerted(alert));
    }
  }

  /** The other side has gone before the handshake was over. */
  #lost(): void {
    const message = 'Client network socket disconnected before secure TLS connection was established';
    this.#onHello(null, Object.assign(new Error(message), { code: 'ECONNRESET' }));
  }

  #whenUp(run: () => void): void {
    if (this.#isUp) run();
    else this.#waiting = run;
  }

  override _read(): void {
    if (this.#isUp) this._parent.resume();
  }

  override _write(chunk: Buffer, encoding: BufferEncoding, callback: Callback): void {
    this.#whenUp(() => this._parent.write(chunk, encoding, callback));
  }

  override _writev(chunks: { chunk: Buffer }[], callback: Callback): void {
    this.#whenUp(() => this._parent.write(Buffer.concat(chunks.map(({ chunk }) => chunk)), callback));
  }

  override _final(callback: Callback): void {
    this.#whenUp(() => {
      this._parent.end();
      callback();
    });
  }

  override _destroy(error: Error | null, callback: Callback): void {
    this.#waiting = null;
    this._parent.destroy();
    callback(error);
  }

  setTimeout(timeoutMs: number, callback?: () => void): this {
    if (callback && timeoutMs > 0) this.once('timeout', callback);
    else if (callback) this.removeListener('timeout', callback);
    this._parent.setTimeout(timeoutMs);
    return this;
  }

  resetAndDestroy(): this {
    this._parent.resetAndDestroy();
    return this.destroy();
  }

  address(): object {
    return this._parent.address();
  }

  getPeerCertificate(isDetailed = false): object {
    return legacyOf(this.peerChain, isDetailed);
  }
  getCertificate(): object {
    return legacyOf(this.ownChain, false);
  }
  getPeerX509Certificate(): X509Certificate | undefined {
    return this.peerChain[0];
  }
  getX509Certificate(): X509Certificate | undefined {
    return this.ownChain[0];
  }
  getProtocol(): string | null {
    return this.#isUp ? 'TLSv1.3' : null;
  }
  getCipher(): object {
    return { ...CIPHER };
  }
  getEphemeralKeyInfo(): object {
    return { ...CURVE };
  }
  getSharedSigalgs(): string[] {
    return [];
  }
  getSession(): undefined {}
  getTLSTicket(): undefined {}
  getFinished(): undefined {}
  getPeerFinished(): undefined {}
  isSessionReused(): boolean {
    return false;
  }
  setSession(): void {}
  setMaxSendFragment(): boolean {
    return true;
  }
  enableTrace(): void {}
  disableRenegotiation(): void {}
  renegotiate(_options: object, callback?: (error: Error | null) => void): boolean {
    const error = Object.assign(new Error('TLS session renegotiation attempted'), {
      code: 'ERR_TLS_RENEGOTIATION_DISABLED',
    });
    if (callback) process.nextTick(callback, error);
    return false;
  }
  exportKeyingMaterial(): never {
    return escaped(runtime.host, 'tls.TLSSocket.exportKeyingMaterial');
  }
}

for (const name of BELOW)
  Object.defineProperty(SecureSocket.prototype, name, {
    get(this: SecureSocket) {
      return (this._parent as unknown as Record<string, unknown>)[name];
    },
    configurable: true,
  });

function notTls(bytes: Buffer): Error {
  if (/^(GET|POST|PUT|HEAD|PATCH|DELETE|OPTIONS|CONNECT) /.test(bytes.toString('latin1', 0, 8)))
    return sslError('ERR_SSL_HTTP_REQUEST', 'http request');
  return sslError('ERR_SSL_WRONG_VERSION_NUMBER', 'wrong version number');
}

const alerted = (alert: string): Error => {
  const code = `ERR_SSL_${alert.toUpperCase().replaceAll(' ', '_')}`;
  return sslError(code, alert);
};

export const sslError = (code: string, reason: string): Error =>
  Object.assign(new Error(`SSL routines::${reason}`), { code, library: 'SSL routines', reason });
