/**
 * Web Crypto in a host. Node runs each operation on another thread; here each is done at once by the functions of
 * `node:crypto` that do the same, and its promise settles by an event. Import of keys is Node's own: it has no thread.
 */
import crypto, {} from 'node:crypto';
import { runtime } from '../../world/runtime.js';
import { escaped } from '../machine/ask.js';
import { LONG_US, SHORT_US, settleLater } from '../offthread/later.js';
import { drawKeyPair } from './keys.js';
import { draw, toView as view } from './numbers.js';
import { encryptWithoutChance } from './signatures.js';
const { subtle } = crypto.webcrypto;
const prototype = Object.getPrototypeOf(subtle);
const nativeImportKey = prototype.importKey;
const { KeyObject } = crypto;
const named = (algorithm) => (typeof algorithm === 'string' ? { name: algorithm } : algorithm);
const hashName = (hash) => named(hash).name.replace('-', '').toLowerCase();
const plain = (bytes) => new Uint8Array(bytes).buffer;
const fail = (name, message) => {
    throw new DOMException(message, name);
};
const unknownTo = (what, algorithm) => escaped(runtime.host, `crypto.subtle.${what} with ${algorithm.name}`);
function mustAllow(key, algorithm, usage) {
    if (key.algorithm.name.toLowerCase() !== algorithm.name.toLowerCase())
        fail('InvalidAccessError', 'Key algorithm mismatch');
    if (!key.usages.includes(usage))
        fail('InvalidAccessError', `Unable to use this key to ${usage}`);
}
const ofKey = (key) => key.algorithm;
function signed(algorithm, key, data) {
    const object = KeyObject.from(key);
    switch (algorithm.name.toUpperCase()) {
        case 'HMAC':
            return crypto
                .createHmac(hashName(ofKey(key).hash), object)
                .update(view(data))
                .digest();
        case 'RSASSA-PKCS1-V1_5':
            return crypto.sign(hashName(ofKey(key).hash), view(data), object);
        case 'RSA-PSS':
            return crypto.sign(hashName(ofKey(key).hash), view(data), pssKey(algorithm, object));
        case 'ECDSA':
            return crypto.sign(hashName(algorithm.hash), view(data), { key: object, dsaEncoding: 'ieee-p1363' });
        case 'ED25519':
        case 'ED448':
            return crypto.sign(null, view(data), object);
        default:
            return unknownTo('sign', algorithm);
    }
}
const pssKey = (algorithm, key) => ({
    key,
    padding: crypto.constants.RSA_PKCS1_PSS_PADDING,
    saltLength: algorithm.saltLength,
});
function isSigned(algorithm, key, signature, data) {
    const object = KeyObject.from(key);
    switch (algorithm.name.toUpperCase()) {
        case 'HMAC': {
            const expected = signed(algorithm, key, data);
            return expected.length === view(signature).length && crypto.timingSafeEqual(expected, view(signature));
        }
        case 'RSASSA-PKCS1-V1_5':
            return crypto.verify(hashName(ofKey(key).hash), view(data), object, view(signature));
        case 'RSA-PSS':
            return crypto.verify(hashName(ofKey(key).hash), view(data), pssKey(algorithm, object), view(signature));
        case 'ECDSA': {
            const how = { key: object, dsaEncoding: 'ieee-p1363' };
            return crypto.verify(hashName(algorithm.hash), view(data), how, view(signature));
        }
        case 'ED25519':
        case 'ED448':
            return crypto.verify(null, view(data), object, view(signature));
        default:
            return unknownTo('verify', algorithm);
    }
}
/** Of AES, with its mode as `node:crypto` names it. */
function aes(algorithm, key, encrypts) {
    const bits = ofKey(key).length;
    const mode = algorithm.name.slice('AES-'.length).toLowerCase();
    const iv = view((mode === 'ctr' ? algorithm.counter : algorithm.iv));
    const options = mode === 'gcm' ? { authTagLength: (algorithm.tagLength ?? 128) / 8 } : {};
    const make = (encrypts ? crypto.createCipheriv : crypto.createDecipheriv);
    const cipher = make(`aes-${bits}-${mode}`, KeyObject.from(key), iv, options);
    if (algorithm.additionalData)
        cipher.setAAD(view(algorithm.additionalData));
    return cipher;
}
function encrypted(algorithm, key, data) {
    const name = algorithm.name.toUpperCase();
    if (name === 'RSA-OAEP') {
        const oaepLabel = algorithm.label ? view(algorithm.label) : undefined;
        return encryptWithoutChance(KeyObject.from(key), view(data), {
            oaepHash: hashName(ofKey(key).hash),
            oaepLabel,
        });
    }
    if (!/^AES-(GCM|CBC|CTR)$/.test(name))
        return unknownTo('encrypt', algorithm);
    const cipher = aes(algorithm, key, true);
    const out = [cipher.update(view(data)), cipher.final()];
    if (name === 'AES-GCM')
        out.push(cipher.getAuthTag());
    return Buffer.concat(out);
}
function decrypted(algorithm, key, data) {
    const name = algorithm.name.toUpperCase();
    try {
        if (name === 'RSA-OAEP') {
            const oaepLabel = algorithm.label ? view(algorithm.label) : undefined;
            const oaepHash = hashName(ofKey(key).hash);
            const padding = crypto.constants.RSA_PKCS1_OAEP_PADDING;
            return crypto.privateDecrypt({ key: KeyObject.from(key), padding, oaepHash, ...(oaepLabel && { oaepLabel }) }, view(data));
        }
        if (/^AES-(GCM|CBC|CTR)$/.test(name)) {
            const decipher = aes(algorithm, key, false);
            const tag = name === 'AES-GCM' ? (algorithm.tagLength ?? 128) / 8 : 0;
            const bytes = view(data);
            if (tag)
                decipher.setAuthTag(bytes.subarray(bytes.length - tag));
            return Buffer.concat([decipher.update(bytes.subarray(0, bytes.length - tag)), decipher.final()]);
        }
    }
    catch {
        return fail('OperationError', 'The operation failed for an operation-specific reason');
    }
    return unknownTo('decrypt', algorithm);
}
function derived(algorithm, key, bits) {
    const length = Math.ceil(bits / 8);
    switch (algorithm.name.toUpperCase()) {
        case 'PBKDF2': {
            const secret = KeyObject.from(key).export();
            const { salt, iterations, hash } = algorithm;
            return crypto.pbkdf2Sync(secret, view(salt), iterations, length, hashName(hash));
        }
        case 'HKDF': {
            const { salt, info, hash } = algorithm;
            return Buffer.from(crypto.hkdfSync(hashName(hash), KeyObject.from(key), view(salt), view(info), length));
        }
        case 'ECDH':
        case 'X25519':
        case 'X448': {
            const secret = crypto.diffieHellman({
                privateKey: KeyObject.from(key),
                publicKey: KeyObject.from(algorithm.public),
            });
            return bits ? secret.subarray(0, length) : secret;
        }
        default:
            return unknownTo('deriveBits', algorithm);
    }
}
/** Bits of a key that is to be derived. */
function bitsOf(algorithm) {
    if (algorithm.length)
        return algorithm.length;
    if (algorithm.name.toUpperCase() !== 'HMAC')
        return 256;
    return /384|512/.test(named(algorithm.hash).name) ? 1024 : 512;
}
/** Node's own import of keys, which needs no thread. */
const importKey = (format, data, algorithm, extractable, usages) => nativeImportKey.call(subtle, format, data, algorithm, extractable, usages);
const PUBLIC_USAGES = new Set(['verify', 'encrypt', 'wrapKey']);
async function generated(algorithm, extractable, usages) {
    const name = algorithm.name.toUpperCase();
    if (/^AES-|^HMAC$/.test(name))
        return importKey('raw', draw(bitsOf(algorithm) / 8), algorithm, extractable, usages);
    const type = /^RSA/.test(name) ? 'rsa' : /^EC/.test(name) ? 'ec' : name.toLowerCase();
    const exponent = algorithm.publicExponent;
    const pair = drawKeyPair(type, {
        modulusLength: algorithm.modulusLength,
        namedCurve: algorithm.namedCurve,
        ...(exponent && { publicExponent: Number.parseInt(Buffer.from(exponent).toString('hex'), 16) }),
    });
    const der = (key, kind) => key.export({ format: 'der', type: kind });
    const isPublic = (usage) => PUBLIC_USAGES.has(usage);
    return {
        publicKey: await importKey('spki', der(pair.publicKey, 'spki'), algorithm, true, usages.filter(isPublic)),
        privateKey: await importKey('pkcs8', der(pair.privateKey, 'pkcs8'), algorithm, extractable, usages.filter((usage) => !isPublic(usage))),
    };
}
function exportedKey(format, key) {
    if (!key.extractable)
        fail('InvalidAccessError', 'key is not extractable');
    const object = KeyObject.from(key);
    if (format === 'raw') {
        if (object.type === 'secret')
            return plain(object.export());
        const { x, y } = object.export({ format: 'jwk' });
        const bytes = (part) => Buffer.from(part, 'base64url');
        return plain(y ? Buffer.concat([Buffer.of(4), bytes(x), bytes(y)]) : bytes(x));
    }
    if (format === 'spki' || format === 'pkcs8')
        return plain(object.export({ format: 'der', type: format }));
    return undefined;
}
/** What each does in a host; where it gives undefined, Node's own does it, which for these needs no thread. */
const operations = {
    digest: (algorithm, data) => short('digest', () => plain(crypto.createHash(hashName(algorithm)).update(view(data)).digest())),
    sign: (given, key, data) => short('sign', () => {
        mustAllow(key, named(given), 'sign');
        return plain(signed(named(given), key, data));
    }),
    verify: (given, key, signature, data) => short('verify', () => {
        mustAllow(key, named(given), 'verify');
        return isSigned(named(given), key, signature, data);
    }),
    encrypt: (given, key, data) => short('encrypt', () => {
        mustAllow(key, named(given), 'encrypt');
        return plain(encrypted(named(given), key, data));
    }),
    decrypt: (given, key, data) => short('decrypt', () => {
        mustAllow(key, named(given), 'decrypt');
        return plain(decrypted(named(given), key, data));
    }),
    deriveBits: (given, key, bits) => long('deriveBits', () => plain(derived(named(given), key, bits))),
    deriveKey: (given, key, to, extractable, usages) => long('deriveKey', () => derived(named(given), key, bitsOf(named(to)))).then((bytes) => importKey('raw', bytes, to, extractable, usages)),
    generateKey: (given, extractable, usages) => long('generateKey', () => generated(named(given), extractable, usages)),
    exportKey: (format, key) => format === 'jwk' ? undefined : short('exportKey', () => exportedKey(format, key)),
    wrapKey: (format, key, by, given) => short('wrapKey', () => {
        if (format === 'jwk')
            return unknownTo('wrapKey as jwk', named(given));
        const bytes = exportedKey(format, key);
        return plain(isKeyWrap(given) ? wrapped(by, bytes, true) : encrypted(named(given), by, bytes));
    }),
    unwrapKey: (format, data, by, given, algorithm, extractable, usages) => short('unwrapKey', () => isKeyWrap(given) ? wrapped(by, data, false) : decrypted(named(given), by, data)).then((bytes) => importKey(format, format === 'jwk' ? JSON.parse(bytes.toString()) : bytes, algorithm, extractable, usages)),
};
const isKeyWrap = (given) => named(given).name.toUpperCase() === 'AES-KW';
function wrapped(by, data, wraps) {
    const make = wraps ? crypto.createCipheriv : crypto.createDecipheriv;
    const cipher = make(`id-aes${ofKey(by).length}-wrap`, KeyObject.from(by), Buffer.alloc(8, 0xa6));
    return Buffer.concat([cipher.update(view(data)), cipher.final()]);
}
const short = (name, work) => settleLater('subtle', name, SHORT_US, work);
const long = (name, work) => settleLater('subtle', name, LONG_US, work);
export function installSubtle() {
    for (const [name, operation] of Object.entries(operations)) {
        const native = prototype[name];
        if (!native)
            continue;
        Object.defineProperty(prototype, name, {
            value: (...args) => {
                const done = runtime.host ? operation(...args) : undefined;
                return done ?? native.apply(subtle, args);
            },
            writable: true,
            enumerable: true,
            configurable: true,
        });
    }
}
