/** Intervals of index bounds in words, as an explanation has them. */
import { Binary, Decimal128, Double, ObjectId, Timestamp } from 'bson';
import { show } from '../bson/show.ts';
import { canonical, isObject, T, typeOf, type Value } from '../bson/values.ts';

/** An end is a value, or a word for what no value is. */
export interface Interval {
  from: Value;
  to: Value;
  fromIn: boolean;
  toIn: boolean;
}

/** A word that stands as it is, where a value would stand. */
class Word {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

const word = (text: string): Word => new Word(text);

/** Below and above every value. */
export const MIN = word('MinKey');
export const MAX = word('MaxKey');
export const EVERYTHING: Interval = { from: MIN, to: MAX, fromIn: true, toIn: true };

/** The least and the greatest that is compared with the value at all: those of its type. */
export function typeEnds(v: Value): Interval {
  const ends = (from: string, to: string, toIn = true): Interval => ({
    from: word(from),
    to: word(to),
    fromIn: true,
    toIn,
  });
  switch (canonical(v)) {
    case 10:
      return ends('-inf.0', 'inf.0');
    case 15:
      return ends('""', '{}', false);
    case 20:
      return ends('{}', '[]', false);
    case 30:
      return ends('BinData(0, )', `ObjectId('${'0'.repeat(24)}')`, false);
    case 35:
      return ends(`ObjectId('${'0'.repeat(24)}')`, `ObjectId('${'f'.repeat(24)}')`);
    case 40:
      return ends('false', 'true');
    case 45:
      return ends('new Date(-9223372036854775808)', 'new Date(9223372036854775807)');
    case 47:
      return ends('Timestamp(0, 0)', 'Timestamp(4294967295, 4294967295)');
    default:
      return EVERYTHING;
  }
}

/** `[5, inf.0]`. `text`: what stands for a string, where a collation made it a key. */
export function intervalText({ from, to, fromIn, toIn }: Interval, text?: (s: string) => string): string {
  return `${fromIn ? '[' : '('}${endText(from, text)}, ${endText(to, text)}${toIn ? ']' : ')'}`;
}

/** The same from its end to its beginning. */
export const reversed = ({ from, to, fromIn, toIn }: Interval): Interval => ({
  from: to,
  to: from,
  fromIn: toIn,
  toIn: fromIn,
});

function endText(v: Value, text: ((s: string) => string) | undefined): string {
  if (v instanceof Word) return v.text;
  if (typeof v === 'string') return text ? text(v) : `"${v}"`;
  if (v instanceof Double) return String(v.value).includes('.') ? String(v.value) : `${v.value}.0`;
  if (v instanceof Decimal128) return `NumberDecimal("${v}")`;
  if (v instanceof ObjectId) return `ObjectId('${v.toHexString()}')`;
  if (v instanceof Binary)
    return `BinData(${v.sub_type}, ${Buffer.from(v.value()).toString('hex').toUpperCase()})`;
  if (v instanceof Timestamp) return `Timestamp(${v.high >>> 0}, ${v.low >>> 0})`;
  if (Array.isArray(v)) return v.length === 0 ? '[]' : `[ ${v.map((x) => endText(x, text)).join(', ')} ]`;
  if (isObject(v)) {
    const fields = Object.entries(v).map(([k, x]) => `${k}: ${endText(x, text)}`);
    return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
  }
  return typeOf(v) === T.undefined ? 'undefined' : show(v);
}
