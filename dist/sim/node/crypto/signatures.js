/**
 * Signatures and encryption that take chance (ECDSA, RSA-PSS, RSA-OAEP), with that chance from the message and the
 * host: the same bytes in every run, and whoever checks them finds nothing odd.
 */
import crypto, {} from 'node:crypto';
import { curveOf, publicPoint } from './keys.js';
import { draw, inverse, lengthOf, mod, toBytes, toNumber } from './numbers.js';
const { RSA_NO_PADDING, RSA_PKCS1_PADDING, RSA_PKCS1_PSS_PADDING } = crypto.constants;
/** Undefined for a key whose signatures take no chance. */
export function signWithoutChance(hash, data, key, options) {
    if (key.asymmetricKeyType === 'ec')
        return ecdsa(hash, data, key, options.dsaEncoding ?? 'der');
    const isPss = key.asymmetricKeyType === 'rsa-pss' || options.padding === RSA_PKCS1_PSS_PADDING;
    return key.asymmetricKeyType?.startsWith('rsa') && isPss
        ? pss(hash, data, key, options.saltLength)
        : undefined;
}
const hashed = (hash, ...data) => {
    const h = crypto.createHash(hash);
    for (const part of data)
        h.update(part);
    return h.digest();
};
function ecdsa(hash, data, key, encoding) {
    const curve = curveOf(key.asymmetricKeyDetails?.namedCurve ?? '');
    if (!curve)
        return undefined;
    const { name, order } = curve;
    const length = lengthOf(order);
    const bits = order.toString(2).length;
    const secret = toNumber(Buffer.from(key.export({ format: 'jwk' }).d, 'base64url'));
    const digest = hashed(hash, data);
    const z = toNumber(digest) >> BigInt(Math.max(0, digest.length * 8 - bits));
    for (let attempt = 0;; attempt++) {
        const nonce = crypto.hkdfSync('sha512', toBytes(secret, length), digest, `ecdsa ${attempt}`, length + 16);
        const k = 1n + mod(toNumber(new Uint8Array(nonce)), order - 1n);
        const r = mod(toNumber(publicPoint(name, toBytes(k, length)).subarray(0, length)), order);
        const s = mod(inverse(k, order) * mod(z + r * secret, order), order);
        if (r === 0n || s === 0n)
            continue;
        return encoding === 'der' ? der(r, s) : Buffer.concat([toBytes(r, length), toBytes(s, length)]);
    }
}
function der(...numbers) {
    const parts = numbers.map((value) => {
        const plain = toBytes(value, lengthOf(value));
        const bytes = plain[0] & 0x80 ? Buffer.concat([Buffer.of(0), plain]) : plain;
        return Buffer.concat([Buffer.of(2, bytes.length), bytes]);
    });
    const body = Buffer.concat(parts);
    return Buffer.concat([
        body.length < 128 ? Buffer.of(0x30, body.length) : Buffer.of(0x30, 0x81, body.length),
        body,
    ]);
}
/** MGF1 of PKCS#1. */
function mask(hash, seed, length) {
    const blocks = [];
    for (let i = 0, total = 0; total < length; i++) {
        blocks.push(hashed(hash, seed, toBytes(BigInt(i), 4)));
        total += blocks[i].length;
    }
    return Buffer.concat(blocks).subarray(0, length);
}
const xor = (a, b) => Buffer.from(a.map((byte, i) => byte ^ b[i]));
const bitsOf = (key) => key.asymmetricKeyDetails.modulusLength;
function pss(hash, data, key, saltLength) {
    const digest = hashed(hash, data);
    const bits = bitsOf(key) - 1;
    const length = Math.ceil(bits / 8);
    const most = length - digest.length - 2;
    const { RSA_PSS_SALTLEN_DIGEST, RSA_PSS_SALTLEN_MAX_SIGN, RSA_PSS_SALTLEN_AUTO } = crypto.constants;
    let size = saltLength ?? RSA_PSS_SALTLEN_MAX_SIGN;
    if (size === RSA_PSS_SALTLEN_DIGEST)
        size = digest.length;
    if (size === RSA_PSS_SALTLEN_MAX_SIGN || size === RSA_PSS_SALTLEN_AUTO)
        size = most;
    const salt = draw(size);
    const h = hashed(hash, Buffer.alloc(8), digest, salt);
    const db = Buffer.concat([Buffer.alloc(most - size), Buffer.of(1), salt]);
    const masked = xor(db, mask(hash, h, db.length));
    masked[0] &= 0xff >> (8 * length - bits);
    const message = Buffer.concat([masked, h, Buffer.of(0xbc)]);
    const block = Buffer.concat([Buffer.alloc(Math.ceil(bitsOf(key) / 8) - length), message]);
    return crypto.privateEncrypt({ key, padding: RSA_NO_PADDING }, block);
}
/** `publicEncrypt`, with its padding drawn from the host. */
export function encryptWithoutChance(key, data, options) {
    const length = Math.ceil(bitsOf(key) / 8);
    if (options.padding === RSA_NO_PADDING)
        return real.publicEncrypt({ key, padding: RSA_NO_PADDING }, data);
    let block;
    if (options.padding === RSA_PKCS1_PADDING) {
        if (data.length > length - 11)
            throw new Error('data too large for key size');
        const filling = draw(length - 3 - data.length).map((byte) => byte || 1);
        block = Buffer.concat([Buffer.of(0, 2), filling, Buffer.of(0), data]);
    }
    else {
        const hash = options.oaepHash ?? 'sha1';
        const label = hashed(hash, options.oaepLabel ?? Buffer.alloc(0));
        const room = length - 2 * label.length - 2 - data.length;
        if (room < 0)
            throw new Error('data too large for key size');
        const db = Buffer.concat([label, Buffer.alloc(room), Buffer.of(1), data]);
        const seed = draw(label.length);
        const maskedDb = xor(db, mask(hash, seed, db.length));
        block = Buffer.concat([Buffer.of(0), xor(seed, mask(hash, maskedDb, seed.length)), maskedDb]);
    }
    return real.publicEncrypt({ key, padding: RSA_NO_PADDING }, block);
}
const real = { publicEncrypt: crypto.publicEncrypt };
