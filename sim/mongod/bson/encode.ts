/** Writes the model's documents as BSON, with ready-made bytes spliced in where a reply carries stored documents. */
import { serialize } from 'bson';
import type { Doc } from './values.ts';

export function encode(doc: Doc): Buffer {
  const bytes = serialize(doc, { ignoreUndefined: false });
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A document whose field `name` is the array of the given encoded documents, followed by the fields of `rest`. */
export function encodeWithBatch(name: string, batch: Buffer[], rest: Doc): Buffer {
  return wrap(0x04, name, concatArray(batch), encode(rest));
}

/** A document whose field `name` is the encoded `inner` document, followed by the fields of `rest`. */
export function encodeWithDocument(name: string, inner: Buffer, rest: Doc): Buffer {
  return wrap(0x03, name, inner, encode(rest));
}

function concatArray(items: Buffer[]): Buffer {
  let size = 5;
  for (let i = 0; i < items.length; i++) size += 2 + digits(i) + items[i]!.length;
  const out = Buffer.allocUnsafe(size);
  out.writeInt32LE(size, 0);
  let at = 4;
  for (let i = 0; i < items.length; i++) {
    out[at++] = 0x03;
    at += out.write(String(i), at, 'latin1');
    out[at++] = 0;
    at += items[i]!.copy(out, at);
  }
  out[at] = 0;
  return out;
}

function digits(i: number): number {
  return i < 10 ? 1 : i < 100 ? 2 : i < 1000 ? 3 : String(i).length;
}

function wrap(type: number, name: string, value: Buffer, rest: Buffer): Buffer {
  const nameBytes = Buffer.byteLength(name);
  const size = 4 + 1 + nameBytes + 1 + value.length + (rest.length - 4);
  const out = Buffer.allocUnsafe(size);
  out.writeInt32LE(size, 0);
  out[4] = type;
  out.write(name, 5);
  out[5 + nameBytes] = 0;
  value.copy(out, 6 + nameBytes);
  rest.copy(out, 6 + nameBytes + value.length, 4);
  return out;
}
