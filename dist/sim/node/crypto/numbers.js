/** Whole numbers as keys and signatures are made of them. */
import crypto from 'node:crypto';
import { fillBytes } from '../../world/random.js';
import { runtime } from '../../world/runtime.js';
export const toView = (data) => ArrayBuffer.isView(data) ? Buffer.from(data.buffer, data.byteOffset, data.byteLength) : Buffer.from(data);
export const toNumber = (bytes) => bytes.length === 0 ? 0n : BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
export const toBytes = (value, length) => Buffer.from(value.toString(16).padStart(length * 2, '0'), 'hex');
export const lengthOf = (value) => Math.ceil(value.toString(16).length / 2);
/** Bytes from the entropy of the host that runs. */
export function draw(length) {
    const bytes = Buffer.alloc(length);
    fillBytes(runtime.host.entropy, bytes);
    return bytes;
}
export function mod(value, by) {
    const rest = value % by;
    return rest < 0n ? rest + by : rest;
}
export function inverse(value, by) {
    let [a, b, x, y] = [mod(value, by), by, 1n, 0n];
    while (b !== 0n) {
        const q = a / b;
        [a, b, x, y] = [b, a - q * b, y, x - q * y];
    }
    return mod(x, by);
}
const SMALL = [3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97];
const small = SMALL.map(BigInt);
/** A prime of so many bits, drawn from the host's entropy: the first from a random place on. */
export function drawPrime(bits) {
    const drawn = draw(Math.ceil(bits / 8));
    const top = 3n << BigInt(bits - 2);
    let candidate = (toNumber(drawn) & ((1n << BigInt(bits)) - 1n)) | top | 1n;
    for (;; candidate += 2n) {
        if (small.some((p) => candidate % p === 0n && candidate !== p))
            continue;
        if (crypto.checkPrimeSync(candidate))
            return candidate;
    }
}
