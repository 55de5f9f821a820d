/** The order of BSON values: first by the order of types, then by value. It is the order of sorts and indexes. */
import type { Binary, BSONRegExp, Code, ObjectId, Timestamp } from 'bson';
import { compareNumbers, type Num } from './number.ts';
import { canonical, type Doc, timestampBits, type Value } from './values.ts';

/** How two strings are compared. */
export type TextOrder = (a: string, b: string) => number;

/** `text`: how strings are compared, other than by their bytes; those that are names of fields always are. */
export function compare(a: Value, b: Value, text?: TextOrder): number {
  if (a === b) return 0;
  if (typeof a === 'number' && typeof b === 'number') {
    if (a < b) return -1;
    if (a > b) return 1;
  }
  if (typeof a === 'string' && typeof b === 'string') return text ? text(a, b) : compareStrings(a, b);
  const kind = canonical(a);
  const other = canonical(b);
  if (kind !== other) return kind < other ? -1 : 1;
  return compareWithin(kind, a, b, text);
}

export function equal(a: Value, b: Value): boolean {
  return compare(a, b) === 0;
}

function compareWithin(kind: number, a: Value, b: Value, text: TextOrder | undefined): number {
  switch (kind) {
    case 10:
      return compareNumbers(a as Num, b as Num);
    case 15:
      return (text ?? compareStrings)(String(a), String(b));
    case 20:
      return compareDocs(a as Doc, b as Doc, text);
    case 25:
      return compareArrays(a as Value[], b as Value[], text);
    case 30:
      return compareBinary(a as Binary, b as Binary);
    case 35:
      return Buffer.compare((a as ObjectId).id, (b as ObjectId).id);
    case 40:
      return Number(a) - Number(b);
    case 45:
      return (a as Date).getTime() - (b as Date).getTime();
    case 47: {
      const x = timestampBits(a as Timestamp);
      const y = timestampBits(b as Timestamp);
      return x < y ? -1 : x > y ? 1 : 0;
    }
    case 50:
      return (
        compareStrings((a as BSONRegExp).pattern, (b as BSONRegExp).pattern) ||
        compareStrings((a as BSONRegExp).options, (b as BSONRegExp).options)
      );
    case 60:
    case 65:
      return (
        compareStrings((a as Code).code, (b as Code).code) ||
        compareDocs((a as Code).scope ?? {}, (b as Code).scope ?? {})
      );
    default:
      return 0;
  }
}

/** By the bytes of UTF-8, as the server does. That is the order of code points, not that of UTF-16 units. */
export function compareStrings(a: string, b: string): number {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) {
      const high = (c: number): boolean => c >= 0xd800 && c <= 0xdfff;
      if (high(x) !== high(y)) return high(x) ? 1 : -1;
      return x - y;
    }
  }
  return a.length - b.length;
}

function compareDocs(a: Doc, b: Doc, text?: TextOrder): number {
  const ka = Object.keys(a);
  const kb = Object.keys(b);
  for (let i = 0; ; i++) {
    if (i === ka.length) return i === kb.length ? 0 : -1;
    if (i === kb.length) return 1;
    const x = a[ka[i]!];
    const y = b[kb[i]!];
    const kind = canonical(x) - canonical(y);
    if (kind !== 0) return kind;
    const name = compareStrings(ka[i]!, kb[i]!);
    if (name !== 0) return name;
    const value = compare(x, y, text);
    if (value !== 0) return value;
  }
}

function compareArrays(a: Value[], b: Value[], text?: TextOrder): number {
  for (let i = 0; ; i++) {
    if (i === a.length) return i === b.length ? 0 : -1;
    if (i === b.length) return 1;
    const value = compare(a[i], b[i], text);
    if (value !== 0) return value;
  }
}

function compareBinary(a: Binary, b: Binary): number {
  return a.length() - b.length() || a.sub_type - b.sub_type || Buffer.compare(a.value(), b.value());
}

/** Same type and same bytes: what decides whether an update changed anything. Unlike `equal`, 1 is not 1.0. */
export function identical(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (typeof a !== typeof b || typeof a !== 'object' || a === null || b === null) return Object.is(a, b);
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (!identical(a[i], b[i])) return false;
    return true;
  }
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (Object.getPrototypeOf(a) === Object.prototype) {
    const ka = Object.keys(a);
    const kb = Object.keys(b as Doc);
    if (ka.length !== kb.length) return false;
    for (let i = 0; i < ka.length; i++) {
      if (ka[i] !== kb[i] || !identical((a as Doc)[ka[i]!], (b as Doc)[kb[i]!])) return false;
    }
    return true;
  }
  if ('bytes' in a && 'bytes' in (b as object)) return String(a) === String(b);
  return compare(a, b) === 0;
}
