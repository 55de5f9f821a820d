/** Keys drawn from a host's entropy: OpenSSL's own are of the real machine's. */
import crypto, {} from 'node:crypto';
import { runtime } from '../../world/runtime.js';
import { escaped } from '../machine/ask.js';
import { draw, drawPrime, inverse, lengthOf, mod, toBytes, toNumber } from './numbers.js';
/** The order of each curve's group, and its name in a JWK. */
export const CURVES = {
    prime256v1: { jwk: 'P-256', order: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n },
    secp384r1: {
        jwk: 'P-384',
        order: 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
    },
    secp521r1: {
        jwk: 'P-521',
        order: 0x01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
    },
    secp256k1: { jwk: 'secp256k1', order: 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n },
};
export function curveOf(name) {
    const found = Object.entries(CURVES).find(([curve, { jwk }]) => curve === name || jwk === name);
    return found && { name: found[0], ...found[1] };
}
/** What comes before the secret in the PKCS#8 form of a key, and how long the secret is. */
const RAW = {
    ed25519: ['302e020100300506032b657004220420', 32],
    x25519: ['302e020100300506032b656e04220420', 32],
    ed448: ['3047020100300506032b6571043b0439', 57],
    x448: ['3046020100300506032b656f043a0438', 56],
};
const base64 = (bytes) => Buffer.from(bytes).toString('base64url');
export function drawKeyPair(type, options = {}) {
    const privateKey = drawPrivateKey(type, options);
    return { privateKey, publicKey: crypto.createPublicKey(privateKey) };
}
function drawPrivateKey(type, options) {
    const raw = RAW[type];
    if (raw) {
        const key = Buffer.concat([Buffer.from(raw[0], 'hex'), draw(raw[1])]);
        return crypto.createPrivateKey({ key, format: 'der', type: 'pkcs8' });
    }
    if (type === 'rsa')
        return drawRsa(options.modulusLength ?? 2048, BigInt(options.publicExponent ?? 65_537));
    const curve = type === 'ec' ? curveOf(options.namedCurve ?? '') : undefined;
    if (curve)
        return drawEc(curve);
    return escaped(runtime.host, `a key of type ${type}${options.namedCurve ? ` ${options.namedCurve}` : ''}`);
}
function drawEc({ name, jwk, order }) {
    const length = lengthOf(order);
    const secret = toBytes(1n + mod(toNumber(draw(length + 8)), order - 1n), length);
    const point = publicPoint(name, secret);
    return crypto.createPrivateKey({
        format: 'jwk',
        key: {
            kty: 'EC',
            crv: jwk,
            d: base64(secret),
            x: base64(point.subarray(0, length)),
            y: base64(point.subarray(length)),
        },
    });
}
/** x and y of the point that a secret number of a curve stands for. */
export function publicPoint(curve, secret) {
    const ecdh = crypto.createECDH(curve);
    ecdh.setPrivateKey(secret);
    return ecdh.getPublicKey().subarray(1);
}
function drawRsa(bits, e) {
    for (;;) {
        const p = drawPrime(bits - (bits >> 1));
        const q = drawPrime(bits >> 1);
        const totient = (p - 1n) * (q - 1n);
        if (p === q || totient % e === 0n)
            continue;
        const d = inverse(e, totient);
        const part = (value) => base64(toBytes(value, lengthOf(value)));
        return crypto.createPrivateKey({
            format: 'jwk',
            key: {
                kty: 'RSA',
                n: part(p * q),
                e: part(e),
                d: part(d),
                p: part(p),
                q: part(q),
                dp: part(d % (p - 1n)),
                dq: part(d % (q - 1n)),
                qi: part(inverse(q, p)),
            },
        });
    }
}
