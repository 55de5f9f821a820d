/** Whole numbers as keys and signatures are made of them. */
import crypto from 'node:crypto';
import { fillBytes } from '../../world/random.ts';
import { runtime } from '../../world/runtime.ts';

export const toView = (data: ArrayBuffer | NodeJS.ArrayBufferView): Buffer =>
  ArrayBuffer.isView(data) ? Buffer.from(data.buffer, data.byteOffset, data.byteLength) : Buffer.from(data);

export const toNumber = (bytes: Uint8Array): bigint =>
  bytes.length === 0 ? 0n : BigInt(`0x${Buffer.from(bytes).toString('hex')}`);

export const toBytes = (value: bigint, length: number): Buffer =>
  Buffer.from(value.toString(16).padStart(length * 2, '0'), 'hex');

export const lengthOf = (value: bigint): number => Math.ceil(value.toString(16).length / 2);

/** Bytes from the entropy of the host that runs. */
export function draw(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  fillBytes(runtime.host!.entropy, bytes);
  return bytes;
}

export function mod(value: bigint, by: bigint): bigint {
  const rest = value % by;
  return rest < 0n ? rest + by : rest;
}

export function inverse(value: bigint, by: bigint): bigint {
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
export function drawPrime(bits: number): bigint {
  const drawn = draw(Math.ceil(bits / 8));
  const top = 3n << BigInt(bits - 2);
  let candidate = (toNumber(drawn) & ((1n << BigInt(bits)) - 1n)) | top | 1n;
  for (; ; candidate += 2n) {
    if (small.some((p) => candidate % p === 0n && candidate !== p)) continue;
    if (crypto.checkPrimeSync(candidate)) return candidate;
  }
}
