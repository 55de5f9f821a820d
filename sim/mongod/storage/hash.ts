/** The hash of a value as a hashed index of the server has it: numbers alike whatever their type, cut to whole ones. */
import { createHash, type Hash } from 'node:crypto';
import { encode } from '../bson/encode.ts';
import { canonical, isNumber, isObject, toNumber, type Value } from '../bson/values.ts';

export function hashOf(v: Value): bigint {
  const hash = createHash('md5');
  // The seed.
  hash.update(Buffer.alloc(4));
  put(hash, v, undefined);
  return hash.digest().readBigInt64LE(0);
}

function put(hash: Hash, v: Value, name: string | undefined): void {
  const type = Buffer.alloc(4);
  type.writeInt32LE(canonical(v));
  hash.update(type);
  if (name !== undefined) hash.update(`${name}\0`);
  if (isNumber(v)) {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(typeof v === 'bigint' ? v : whole(toNumber(v)));
    hash.update(bytes);
  } else if (isObject(v) || Array.isArray(v)) {
    for (const [field, value] of Object.entries(v)) put(hash, value, field);
    // What ends a document is of type zero.
    hash.update(Buffer.alloc(4));
  } else hash.update(valueBytes(v));
}

function whole(x: number): bigint {
  if (Number.isNaN(x)) return 0n;
  if (x >= 2 ** 63) return 2n ** 63n - 1n;
  return x <= -(2 ** 63) ? -(2n ** 63n) : BigInt(Math.trunc(x));
}

/** The value alone, out of a document with nothing else: after its length, its type and a name of one letter, before the end. */
const valueBytes = (v: Value): Buffer => encode({ v: v ?? null }).subarray(7, -1);
