/**
 * `node:crypto` in a host: what Node does on other threads is done at once and ended by an event, and what takes chance
 * takes the host's. What is left of either is refused by name.
 *
 * Map: `keys.ts` draws keys, `signatures.ts` signs and encrypts, `subtle.ts` is Web Crypto; all on `numbers.ts`.
 */
import crypto, { type KeyObject } from 'node:crypto';
import { runtime } from '../../world/runtime.ts';
import { forbid } from '../machine/ask.ts';
import { callBackLater, LONG_US, SHORT_US } from '../offthread/later.ts';
import { drawKeyPair } from './keys.ts';
import { draw, drawPrime, lengthOf, toBytes, toView } from './numbers.ts';
import { encryptWithoutChance, type SignOptions, signWithoutChance } from './signatures.ts';
import { installSubtle } from './subtle.ts';

type AnyFunction = (...args: unknown[]) => unknown;
type Module = Record<string, AnyFunction>;

const module = crypto as unknown as Module;

/** Replaces a function for code in a host; all others get Node's. */
function inHosts(owner: object, name: string, make: (real: AnyFunction) => AnyFunction): void {
  const target = owner as Module;
  const real = target[name];
  if (typeof real !== 'function') return;
  const virtual = make(real);
  const either = function (this: unknown, ...args: unknown[]) {
    return runtime.host ? virtual.apply(this, args) : real.apply(this, args);
  };
  // What Node hangs on a function too, such as the names of its results when it is promised.
  const { prototype: _none, ...attributes } = Object.getOwnPropertyDescriptors(real);
  target[name] = Object.defineProperties(either, attributes);
}

/** The form with a callback, from the one that waits. */
function byCallback(name: string, us: number, sync: AnyFunction = module[`${name}Sync`]!): void {
  inHosts(module, name, () => (...args) => {
    const callback = args.pop();
    if (typeof callback !== 'function') return sync(...args, callback);
    callBackLater('crypto', name, us, () => [sync(...args)], callback as never);
    return undefined;
  });
}

export function installCrypto(): void {
  for (const name of ['scrypt', 'pbkdf2']) byCallback(name, LONG_US);
  for (const name of ['hkdf', 'checkPrime']) byCallback(name, SHORT_US);
  inHosts(module, 'randomFill', () => (view, ...rest) => {
    const callback = rest.pop();
    callBackLater(
      'crypto',
      'randomFill',
      SHORT_US,
      () => [crypto.randomFillSync(view as Buffer, ...(rest as []))],
      callback as never,
    );
  });
  installKeys();
  installSigning();
  installSubtle();
  // Diffie-Hellman of old: nothing of today has it.
  forbid(crypto, 'crypto', ['createDiffieHellman', 'getDiffieHellman', 'createDiffieHellmanGroup']);
}

function installKeys(): void {
  inHosts(
    module,
    'generateKeyPairSync',
    () => (type, options) => exported(drawKeyPair(String(type), options as object), options as never),
  );
  inHosts(module, 'generateKeyPair', () => (type, ...rest) => {
    const callback = rest.pop();
    const work = () => Object.values(module.generateKeyPairSync!(type, rest[0]) as object);
    callBackLater('crypto', 'generateKeyPair', LONG_US, work, callback as never);
  });
  inHosts(
    module,
    'generateKeySync',
    () => (_type, options) =>
      crypto.createSecretKey(draw(Math.floor((options as { length: number }).length / 8))),
  );
  byCallback('generateKey', SHORT_US);
  inHosts(module, 'generatePrimeSync', (real) => (bits, options) => {
    if (options && Object.keys(options).some((key) => key !== 'bigint')) return real(bits, options);
    const prime = drawPrime(bits as number);
    if ((options as { bigint?: boolean } | undefined)?.bigint) return prime;
    const bytes = toBytes(prime, lengthOf(prime));
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
  });
  byCallback('generatePrime', LONG_US);
  inHosts(
    crypto.ECDH.prototype,
    'generateKeys',
    (real) =>
      function (this: unknown, ...args) {
        const ecdh = this as crypto.ECDH;
        // Any number will do that is within the curve's order: a real one tells how long those are.
        real.call(ecdh);
        const length = ecdh.getPrivateKey().length;
        const secret = draw(length);
        secret[0] = 0;
        ecdh.setPrivateKey(secret);
        return ecdh.getPublicKey(...(args as []));
      },
  );
}

type Encoding = { format: 'pem'; type: 'spki' };

/** Keys as whoever asked for them wants them: objects, or text and bytes. */
function exported(
  pair: { publicKey: KeyObject; privateKey: KeyObject },
  options: { publicKeyEncoding?: Encoding; privateKeyEncoding?: Encoding } = {},
): object {
  const { publicKeyEncoding, privateKeyEncoding } = options;
  return {
    publicKey: publicKeyEncoding ? pair.publicKey.export(publicKeyEncoding) : pair.publicKey,
    privateKey: privateKeyEncoding ? pair.privateKey.export(privateKeyEncoding as never) : pair.privateKey,
  };
}

type KeyLike = Parameters<typeof crypto.createPrivateKey>[0] & object;

const isKeyObject = (key: unknown): key is KeyObject => key instanceof crypto.KeyObject;

/** A key however it is given, and what was said about its use. */
function keyAndOptions(given: unknown, make: (key: KeyLike) => KeyObject): [KeyObject, SignOptions] {
  if (isKeyObject(given)) return [given, {}];
  const options = typeof given === 'object' && given !== null && 'key' in given ? given : { key: given };
  const key = isKeyObject(options.key) ? options.key : make(options as KeyLike);
  return [key, options as SignOptions];
}

const signed = Symbol('what is to be signed');

function installSigning(): void {
  const digestOf = (name: unknown) => String(name ?? 'sha256').replace(/^RSA-/i, '');
  const sign = (real: AnyFunction, hash: unknown, data: unknown, given: unknown): unknown => {
    const [key, options] = keyAndOptions(given, crypto.createPrivateKey);
    const bytes = typeof data === 'string' ? Buffer.from(data) : toView(data as ArrayBuffer);
    return signWithoutChance(digestOf(hash), bytes, key, options) ?? real(hash, data, given);
  };
  inHosts(module, 'sign', (real) => (hash, data, key, callback) => {
    if (typeof callback !== 'function') return sign(real, hash, data, key);
    return callBackLater('crypto', 'sign', SHORT_US, () => [sign(real, hash, data, key)], callback as never);
  });
  inHosts(module, 'verify', (real) => (hash, data, key, signature, callback) => {
    if (typeof callback !== 'function') return real(hash, data, key, signature);
    return callBackLater(
      'crypto',
      'verify',
      SHORT_US,
      () => [real(hash, data, key, signature)],
      callback as never,
    );
  });
  // The older way hands data over bit by bit: it is kept until the key says whether it is needed.
  type Signing = crypto.Sign & { [signed]?: { hash: string; chunks: Buffer[] } };
  inHosts(
    module,
    'createSign',
    (real) => (hash, options) =>
      Object.assign(real(hash, options) as object, { [signed]: { hash: digestOf(hash), chunks: [] } }),
  );
  const { prototype } = crypto.Sign as unknown as { prototype: Signing };
  inHosts(
    prototype,
    'update',
    (real) =>
      function (this: unknown, data, encoding) {
        const chunk =
          typeof data === 'string'
            ? Buffer.from(data, encoding as BufferEncoding)
            : Buffer.from(data as Buffer);
        (this as Signing)[signed]?.chunks.push(chunk);
        return real.call(this, data, encoding);
      },
  );
  inHosts(
    prototype,
    'sign',
    (real) =>
      function (this: unknown, given, encoding) {
        const kept = (this as Signing)[signed];
        const [key, options] = keyAndOptions(given, crypto.createPrivateKey);
        const signature = kept && signWithoutChance(kept.hash, Buffer.concat(kept.chunks), key, options);
        if (!signature) return real.call(this, given, encoding);
        return encoding && encoding !== 'buffer' ? signature.toString(encoding as BufferEncoding) : signature;
      },
  );
  inHosts(module, 'publicEncrypt', () => (given, data) => {
    const [key, options] = keyAndOptions(given, (k) => crypto.createPublicKey(k as never));
    return encryptWithoutChance(key, toView(data as ArrayBuffer), options as never);
  });
}
