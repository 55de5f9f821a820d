/**
 * `node:crypto` in a host: what Node does on other threads is done at once and ended by an event, and what takes chance
 * takes the host's. What is left of either is refused by name.
 *
 * Map: `keys.ts` draws keys, `signatures.ts` signs and encrypts, `subtle.ts` is Web Crypto; all on `numbers.ts`.
 */
import crypto, {} from 'node:crypto';
import { runtime } from '../../world/runtime.js';
import { forbid } from '../machine/ask.js';
import { callBackLater, LONG_US, SHORT_US } from '../offthread/later.js';
import { drawKeyPair } from './keys.js';
import { draw, drawPrime, lengthOf, toBytes, toView } from './numbers.js';
import { encryptWithoutChance, signWithoutChance } from './signatures.js';
import { installSubtle } from './subtle.js';
const module = crypto;
/** Replaces a function for code in a host; all others get Node's. */
function inHosts(owner, name, make) {
    const target = owner;
    const real = target[name];
    if (typeof real !== 'function')
        return;
    const virtual = make(real);
    const either = function (...args) {
        return runtime.host ? virtual.apply(this, args) : real.apply(this, args);
    };
    // What Node hangs on a function too, such as the names of its results when it is promised.
    const { prototype: _none, ...attributes } = Object.getOwnPropertyDescriptors(real);
    target[name] = Object.defineProperties(either, attributes);
}
/** The form with a callback, from the one that waits. */
function byCallback(name, us, sync = module[`${name}Sync`]) {
    inHosts(module, name, () => (...args) => {
        const callback = args.pop();
        if (typeof callback !== 'function')
            return sync(...args, callback);
        callBackLater('crypto', name, us, () => [sync(...args)], callback);
        return undefined;
    });
}
export function installCrypto() {
    for (const name of ['scrypt', 'pbkdf2'])
        byCallback(name, LONG_US);
    for (const name of ['hkdf', 'checkPrime'])
        byCallback(name, SHORT_US);
    inHosts(module, 'randomFill', () => (view, ...rest) => {
        const callback = rest.pop();
        callBackLater('crypto', 'randomFill', SHORT_US, () => [crypto.randomFillSync(view, ...rest)], callback);
    });
    installKeys();
    installSigning();
    installSubtle();
    // Diffie-Hellman of old: nothing of today has it.
    forbid(crypto, 'crypto', ['createDiffieHellman', 'getDiffieHellman', 'createDiffieHellmanGroup']);
}
function installKeys() {
    inHosts(module, 'generateKeyPairSync', () => (type, options) => exported(drawKeyPair(String(type), options), options));
    inHosts(module, 'generateKeyPair', () => (type, ...rest) => {
        const callback = rest.pop();
        const work = () => Object.values(module.generateKeyPairSync(type, rest[0]));
        callBackLater('crypto', 'generateKeyPair', LONG_US, work, callback);
    });
    inHosts(module, 'generateKeySync', () => (_type, options) => crypto.createSecretKey(draw(Math.floor(options.length / 8))));
    byCallback('generateKey', SHORT_US);
    inHosts(module, 'generatePrimeSync', (real) => (bits, options) => {
        if (options && Object.keys(options).some((key) => key !== 'bigint'))
            return real(bits, options);
        const prime = drawPrime(bits);
        if (options?.bigint)
            return prime;
        const bytes = toBytes(prime, lengthOf(prime));
        return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
    });
    byCallback('generatePrime', LONG_US);
    inHosts(crypto.ECDH.prototype, 'generateKeys', (real) => function (...args) {
        const ecdh = this;
        // Any number will do that is within the curve's order: a real one tells how long those are.
        real.call(ecdh);
        const length = ecdh.getPrivateKey().length;
        const secret = draw(length);
        secret[0] = 0;
        ecdh.setPrivateKey(secret);
        return ecdh.getPublicKey(...args);
    });
}
/** Keys as whoever asked for them wants them: objects, or text and bytes. */
function exported(pair, options = {}) {
    const { publicKeyEncoding, privateKeyEncoding } = options;
    return {
        publicKey: publicKeyEncoding ? pair.publicKey.export(publicKeyEncoding) : pair.publicKey,
        privateKey: privateKeyEncoding ? pair.privateKey.export(privateKeyEncoding) : pair.privateKey,
    };
}
const isKeyObject = (key) => key instanceof crypto.KeyObject;
/** A key however it is given, and what was said about its use. */
function keyAndOptions(given, make) {
    if (isKeyObject(given))
        return [given, {}];
    const options = typeof given === 'object' && given !== null && 'key' in given ? given : { key: given };
    const key = isKeyObject(options.key) ? options.key : make(options);
    return [key, options];
}
const signed = Symbol('what is to be signed');
function installSigning() {
    const digestOf = (name) => String(name ?? 'sha256').replace(/^RSA-/i, '');
    const sign = (real, hash, data, given) => {
        const [key, options] = keyAndOptions(given, crypto.createPrivateKey);
        const bytes = typeof data === 'string' ? Buffer.from(data) : toView(data);
        return signWithoutChance(digestOf(hash), bytes, key, options) ?? real(hash, data, given);
    };
    inHosts(module, 'sign', (real) => (hash, data, key, callback) => {
        if (typeof callback !== 'function')
            return sign(real, hash, data, key);
        return callBackLater('crypto', 'sign', SHORT_US, () => [sign(real, hash, data, key)], callback);
    });
    inHosts(module, 'verify', (real) => (hash, data, key, signature, callback) => {
        if (typeof callback !== 'function')
            return real(hash, data, key, signature);
        return callBackLater('crypto', 'verify', SHORT_US, () => [real(hash, data, key, signature)], callback);
    });
    inHosts(module, 'createSign', (real) => (hash, options) => Object.assign(real(hash, options), { [signed]: { hash: digestOf(hash), chunks: [] } }));
    const { prototype } = crypto.Sign;
    inHosts(prototype, 'update', (real) => function (data, encoding) {
        const chunk = typeof data === 'string'
            ? Buffer.from(data, encoding)
            : Buffer.from(data);
        this[signed]?.chunks.push(chunk);
        return real.call(this, data, encoding);
    });
    inHosts(prototype, 'sign', (real) => function (given, encoding) {
        const kept = this[signed];
        const [key, options] = keyAndOptions(given, crypto.createPrivateKey);
        const signature = kept && signWithoutChance(kept.hash, Buffer.concat(kept.chunks), key, options);
        if (!signature)
            return real.call(this, given, encoding);
        return encoding && encoding !== 'buffer' ? signature.toString(encoding) : signature;
    });
    inHosts(module, 'publicEncrypt', () => (given, data) => {
        const [key, options] = keyAndOptions(given, (k) => crypto.createPublicKey(k));
        return encryptWithoutChance(key, toView(data), options);
    });
}
