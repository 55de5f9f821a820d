/**
 * Writes the model's values as BSON, with ready-made bytes spliced in where a reply carries stored documents. The
 * `bson` package's writer would take a stored field named `_bsontype` for a class of its own, and has no splicing.
 */
import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson';
import { type Doc, isInt32, type Value } from './values.ts';

/** Where documents are written before they are copied out; nothing in it outlives a call. */
const pad = { buf: Buffer.allocUnsafe(1 << 16), at: 0 };

export function encode(doc: Doc): Buffer {
  pad.at = 0;
  writeDocument(doc);
  return Buffer.from(pad.buf.subarray(0, pad.at));
}

/** How many bytes `encode` gives. */
export function sizeOf(doc: Doc): number {
  pad.at = 0;
  writeDocument(doc);
  return pad.at;
}

function room(n: number): void {
  if (pad.at + n <= pad.buf.length) return;
  const grown = Buffer.allocUnsafe(Math.max(pad.buf.length * 2, pad.at + n));
  pad.buf.copy(grown, 0, 0, pad.at);
  pad.buf = grown;
}

function writeDocument(doc: Doc): void {
  const start = open();
  for (const name of Object.keys(doc)) writeField(name, doc[name]);
  close(start);
}

function writeArray(list: Value[]): void {
  const start = open();
  for (let i = 0; i < list.length; i++) writeField(String(i), list[i]);
  close(start);
}

function open(): number {
  room(5);
  const start = pad.at;
  pad.at += 4;
  return start;
}

function close(start: number): void {
  room(1);
  pad.buf[pad.at++] = 0;
  pad.buf.writeInt32LE(pad.at - start, start);
}

/** The type's byte and the name, and room for `n` bytes after them. */
function head(type: number, name: string, n: number): void {
  room(2 + name.length * 3 + n);
  pad.buf[pad.at++] = type;
  text(name);
  pad.buf[pad.at++] = 0;
}

/** Room is there already. */
function text(s: string): void {
  const { buf, at } = pad;
  if (s.length < 24) {
    let i = 0;
    for (; i < s.length; i++) {
      const c = s.charCodeAt(i);
      if (c > 127) break;
      buf[at + i] = c;
    }
    if (i === s.length) {
      pad.at += i;
      return;
    }
  }
  pad.at += buf.write(s, at, 'utf8');
}

function writeString(s: string): void {
  room(5 + s.length * 3);
  const start = pad.at;
  pad.at += 4;
  text(s);
  pad.buf[pad.at++] = 0;
  pad.buf.writeInt32LE(pad.at - start - 4, start);
}

function writeBytes(bytes: Uint8Array): void {
  room(bytes.length);
  pad.buf.set(bytes, pad.at);
  pad.at += bytes.length;
}

function writeField(name: string, v: Value): void {
  switch (typeof v) {
    case 'number':
      if (isInt32(v)) {
        head(0x10, name, 4);
        pad.at = pad.buf.writeInt32LE(v, pad.at);
      } else writeDouble(name, v);
      return;
    case 'string':
      head(0x02, name, 0);
      writeString(v);
      return;
    case 'boolean':
      head(0x08, name, 1);
      pad.buf[pad.at++] = v ? 1 : 0;
      return;
    case 'bigint':
      head(0x12, name, 8);
      pad.at = pad.buf.writeBigInt64LE(v, pad.at);
      return;
    case 'undefined':
      head(0x06, name, 0);
      return;
  }
  if (v === null) head(0x0a, name, 0);
  else if (Array.isArray(v)) {
    head(0x04, name, 0);
    writeArray(v);
  } else if (Object.getPrototypeOf(v) === Object.prototype) {
    head(0x03, name, 0);
    writeDocument(v as Doc);
  } else writeInstance(name, v as object);
}

function writeDouble(name: string, v: number): void {
  head(0x01, name, 8);
  pad.at = pad.buf.writeDoubleLE(v, pad.at);
}

function writeInstance(name: string, v: object): void {
  if (v instanceof ObjectId) {
    head(0x07, name, 12);
    writeBytes(v.id);
  } else if (v instanceof Date) {
    head(0x09, name, 8);
    const ms = v.getTime();
    pad.at = pad.buf.writeBigInt64LE(BigInt(Number.isNaN(ms) ? 0 : ms), pad.at);
  } else if (v instanceof Double) writeDouble(name, v.value);
  else if (v instanceof Decimal128) {
    head(0x13, name, 16);
    writeBytes(v.bytes);
  } else if (v instanceof Timestamp) {
    head(0x11, name, 8);
    pad.at = pad.buf.writeInt32LE(v.low, pad.at);
    pad.at = pad.buf.writeInt32LE(v.high, pad.at);
  } else if (v instanceof Binary) writeBinary(name, v);
  else if (v instanceof BSONRegExp) {
    head(0x0b, name, (v.pattern.length + v.options.length) * 3 + 2);
    text(v.pattern);
    pad.buf[pad.at++] = 0;
    text(v.options);
    pad.buf[pad.at++] = 0;
  } else if (v instanceof Code) writeCode(name, v);
  else if (v instanceof BSONSymbol) {
    head(0x0e, name, 0);
    writeString(v.value);
  } else if (v instanceof MinKey) head(0xff, name, 0);
  else if (v instanceof MaxKey) head(0x7f, name, 0);
  else throw new TypeError(`not a BSON value: ${String(v)}`);
}

function writeBinary(name: string, v: Binary): void {
  const bytes = v.value();
  const old = v.sub_type === 2;
  head(0x05, name, 9);
  pad.at = pad.buf.writeInt32LE(bytes.length + (old ? 4 : 0), pad.at);
  pad.buf[pad.at++] = v.sub_type;
  if (old) pad.at = pad.buf.writeInt32LE(bytes.length, pad.at);
  writeBytes(bytes);
}

function writeCode(name: string, v: Code): void {
  if (!v.scope) {
    head(0x0d, name, 0);
    writeString(v.code);
    return;
  }
  head(0x0f, name, 4);
  const start = pad.at;
  pad.at += 4;
  writeString(v.code);
  writeDocument(v.scope);
  pad.buf.writeInt32LE(pad.at - start, start);
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
  for (let i = 0; i < items.length; i++) size += 2 + String(i).length + items[i]!.length;
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
