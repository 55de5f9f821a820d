/**
 * A value as a string whose order under `<` is the order of BSON values, and whose equality is theirs: so one
 * string is the key of an index entry, and of a group. All characters are below 256.
 *
 * Each value starts with a character for its type, so a prefix never decides wrongly. A descending component has
 * all its characters complemented.
 */
import { type Binary, type BSONRegExp, type Code, Decimal128, type ObjectId, type Timestamp } from 'bson';
import { exactDec, parseDecimal } from './decimal.ts';
import { canonical, type Doc, timestampBits, toNumber, type Value } from './values.ts';

const scratch = Buffer.alloc(8);
/** Below every type, so that what ends sorts before what goes on. */
const END = '\0';

const typeChar = (kind: number): string => String.fromCharCode(kind + 2);

/** The place of its type in the order of types, of the value whose key this is. */
export const kindOf = (key: string): number => key.charCodeAt(0) - 2;

/** A key of a string, in the order of a collation. It holds no zero, which is to end it. */
export type TextKey = (text: string) => string;

export function keyOf(v: Value, text?: TextKey): string {
  const kind = canonical(v);
  return typeChar(kind) + body(kind, v, text);
}

/** The key of a compound index entry; `descending[i]` says how its i-th component is ordered. */
export function compoundKey(values: Value[], descending: boolean[], text?: TextKey): string {
  let key = '';
  for (let i = 0; i < values.length; i++) {
    const part = keyOf(values[i], text);
    key += descending[i] ? complement(part) : part;
  }
  return key;
}

export function complement(key: string): string {
  let out = '';
  for (let i = 0; i < key.length; i++) out += String.fromCharCode(255 - key.charCodeAt(i));
  return out;
}

function body(kind: number, v: Value, text: TextKey | undefined): string {
  switch (kind) {
    case 10:
      return numberKey(v);
    case 15:
      return text ? text(String(v)) + END : stringKey(String(v));
    case 20:
      return documentKey(v as Doc, text);
    case 25: {
      let key = '';
      for (const item of v as Value[]) key += keyOf(item, text);
      return key + END;
    }
    case 30: {
      const b = v as Binary;
      scratch.writeUInt32BE(b.length(), 0);
      return (
        scratch.toString('latin1', 0, 4) +
        String.fromCharCode(b.sub_type) +
        Buffer.from(b.value()).toString('latin1')
      );
    }
    case 35:
      return Buffer.from((v as ObjectId).id).toString('latin1');
    case 40:
      return v ? '\x02' : '\x01';
    case 45: {
      const ms = (v as Date).getTime();
      scratch.writeBigInt64BE(BigInt(Number.isNaN(ms) ? 0 : ms));
      scratch[0]! ^= 0x80;
      return scratch.toString('latin1', 0, 8);
    }
    case 47:
      scratch.writeBigUInt64BE(timestampBits(v as Timestamp));
      return scratch.toString('latin1', 0, 8);
    case 50:
      return stringKey((v as BSONRegExp).pattern) + stringKey((v as BSONRegExp).options);
    case 60:
    case 65:
      return stringKey((v as Code).code) + documentKey((v as Code).scope ?? {});
    default:
      return '';
  }
}

function documentKey(doc: Doc, text?: TextKey): string {
  let key = '';
  for (const name of Object.keys(doc)) {
    const value = doc[name];
    const kind = canonical(value);
    key += typeChar(kind) + stringKey(name) + body(kind, value, text);
  }
  return key + END;
}

/** UTF-8 bytes, ended by a zero; a zero inside is followed by 255 so that it sorts above the end. */
function stringKey(s: string): string {
  for (let i = 0; i < s.length; i++) {
    const c = s.charCodeAt(i);
    if (c === 0 || c > 127) return Buffer.from(s).toString('latin1').replaceAll('\0', '\0\xff') + END;
  }
  return s + END;
}

/** The nearest double, then what the value exceeds it by: nothing for most, for a large int64 or a decimal some. */
function numberKey(v: Value): string {
  const x = toNumber(v);
  const head = doubleKey(x);
  if (typeof v === 'bigint') {
    const rest = v - BigInt(x);
    return rest === 0n ? `${head}\x80` : head + restKey(rest, 0);
  }
  if (v instanceof Decimal128) {
    const d = parseDecimal(v);
    if (typeof d !== 'object' || !Number.isFinite(x)) return `${head}\x80`;
    const rest = addExact(d, exactDec(x));
    return rest.coef === 0n ? `${head}\x80` : head + restKey(rest.coef, rest.exp);
  }
  return `${head}\x80`;
}

function addExact(a: { coef: bigint; exp: number }, b: { coef: bigint; exp: number }) {
  const exp = Math.min(a.exp, b.exp);
  return { coef: a.coef * 10n ** BigInt(a.exp - exp) - b.coef * 10n ** BigInt(b.exp - exp), exp };
}

function doubleKey(x: number): string {
  if (Number.isNaN(x)) return '\0\0\0\0\0\0\0\0';
  scratch.writeDoubleBE(x === 0 ? 0 : x);
  if (scratch[0]! & 0x80) for (let i = 0; i < 8; i++) scratch[i] = ~scratch[i]!;
  else scratch[0]! |= 0x80;
  return scratch.toString('latin1', 0, 8);
}

/** Sign, then decimal exponent, then up to 40 digits. */
function restKey(coef: bigint, exp: number): string {
  const digits = String(coef < 0n ? -coef : coef);
  const magnitude = digits.length + exp + 20_000;
  const text = `${String(magnitude).padStart(6, '0')}${digits.slice(0, 40).padEnd(40, '0')}`;
  return coef < 0n ? `\x7f${complement(text)}` : `\x81${text}`;
}
