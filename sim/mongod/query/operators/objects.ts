/** Documents, strings and conversions in expressions. */
import { Binary, Decimal128, ObjectId, Timestamp } from 'bson';
import { compareStrings } from '../../bson/compare.ts';
import { parseDecimal, toDecimal } from '../../bson/decimal.ts';
import { encode } from '../../bson/encode.ts';
import { asDec, fitsInt64 } from '../../bson/number.ts';
import {
  type Doc,
  double,
  isInt32,
  isNumber,
  isObject,
  setField,
  T,
  toNumber,
  typeCodeByName,
  typeName,
  typeOf,
  type Value,
} from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import { parseDate } from '../dates/format.ts';
import { UTC } from '../dates/zone.ts';
import { type Operator, truthy } from '../expression.ts';

const absent = (v: Value): boolean => v === undefined || v === null;
const many: [number, number] = [0, Number.POSITIVE_INFINITY];

/** What string operators take besides strings. */
export function asText(v: Value): string {
  if (absent(v)) return '';
  if (typeof v === 'string') return v;
  if (v instanceof Date) return v.toISOString();
  if (isNumber(v)) return String(v);
  return fail(16007, `can't convert from BSON type ${typeName(v)} to String`);
}

function integer(v: Value, type: typeof T.int | typeof T.long): Value {
  if (typeof v === 'boolean') return type === T.int ? Number(v) : BigInt(v);
  let x: bigint;
  if (typeof v === 'string') {
    if (!/^[+-]?\d+$/.test(v)) fail(241, `Failed to parse number '${v}' in $convert with no onError value`);
    x = BigInt(v);
  } else if (v instanceof Date && type === T.long) x = BigInt(v.getTime());
  else if (v instanceof Decimal128) {
    const d = parseDecimal(v);
    if (typeof d !== 'object')
      return fail(
        241,
        `Attempt to convert ${String(v)} value to integer type in $convert with no onError value`,
      );
    x = d.exp >= 0 ? d.coef * 10n ** BigInt(d.exp) : d.coef / 10n ** BigInt(-d.exp);
  } else if (isNumber(v)) {
    const n = typeof v === 'bigint' ? v : toNumber(v);
    if (typeof n === 'number' && !Number.isFinite(n))
      return fail(241, `Attempt to convert ${n} value to integer type in $convert with no onError value`);
    x = typeof n === 'bigint' ? n : BigInt(Math.trunc(n));
  } else return unsupported(v, type === T.int ? 'int' : 'long');
  if (type === T.long)
    return fitsInt64(x)
      ? x
      : fail(241, `Conversion would overflow target type in $convert with no onError value: ${x}`);
  return isInt32(Number(x))
    ? Number(x)
    : fail(241, `Conversion would overflow target type in $convert with no onError value: ${x}`);
}

function unsupported(v: Value, to: string): never {
  return fail(241, `Unsupported conversion from ${typeName(v)} to ${to} in $convert with no onError value`);
}

export function convert(v: Value, to: number): Value {
  switch (to) {
    case T.int:
    case T.long:
      return integer(v, to);
    case T.double: {
      if (typeof v === 'boolean') return double(Number(v));
      if (v instanceof Date) return double(v.getTime());
      if (isNumber(v)) return double(toNumber(v));
      if (typeof v !== 'string') return unsupported(v, 'double');
      const x = Number(v);
      if (v.trim() === '' || Number.isNaN(x))
        fail(241, `Failed to parse number '${v}' in $convert with no onError value`);
      return double(x);
    }
    case T.decimal:
      if (v instanceof Decimal128) return v;
      if (typeof v === 'boolean') return toDecimal({ coef: BigInt(v), exp: 0 });
      if (v instanceof Date) return toDecimal({ coef: BigInt(v.getTime()), exp: 0 });
      if (isNumber(v)) return toDecimal(asDec(v));
      if (typeof v === 'string') return toDecimal(parseDecimal(v));
      return unsupported(v, 'decimal');
    case T.bool:
      return truthy(v);
    case T.string:
      if (typeof v === 'string') return v;
      if (v instanceof ObjectId) return v.toHexString();
      if (v instanceof Date || isNumber(v)) return asText(v);
      if (typeof v === 'boolean') return String(v);
      return unsupported(v, 'string');
    case T.date: {
      if (v instanceof Date) return v;
      if (v instanceof ObjectId) return v.getTimestamp();
      if (v instanceof Timestamp) return new Date(v.high * 1000);
      if (isNumber(v) && typeOf(v) !== T.int) return new Date(Math.trunc(toNumber(v)));
      if (typeof v !== 'string') return unsupported(v, 'date');
      return new Date(parseDate(v, UTC));
    }
    case T.objectId:
      if (v instanceof ObjectId) return v;
      if (typeof v === 'string' && /^[0-9a-fA-F]{24}$/.test(v)) return ObjectId.createFromHexString(v);
      return typeof v === 'string'
        ? fail(241, `Failed to parse objectId '${v}' in $convert with no onError value`)
        : unsupported(v, 'objectId');
    default:
      return fail(241, `Unsupported conversion from ${typeName(v)} in $convert`);
  }
}

const to = (type: number): Operator => ({ args: [1, 1], run: (v) => (absent(v) ? null : convert(v, type)) });

export function conversionType(v: Value): number {
  const code = typeof v === 'string' ? typeCodeByName(v) : isNumber(v) ? toNumber(v) : undefined;
  return code ?? fail(2, `Unknown type name: ${String(v)}`);
}

export const objects: Record<string, Operator> = {
  $mergeObjects: {
    args: many,
    run: (...args) => {
      const out: Doc = {};
      for (const v of args.length === 1 && Array.isArray(args[0]) ? args[0] : args) {
        if (absent(v)) continue;
        if (!isObject(v))
          return fail(
            40400,
            `$mergeObjects requires object inputs, but input ${String(v)} is of type ${typeName(v)}`,
          );
        for (const [k, x] of Object.entries(v)) setField(out, k, x);
      }
      return out;
    },
  },
  $objectToArray: {
    args: [1, 1],
    run: (v) => {
      if (absent(v)) return null;
      if (!isObject(v)) return fail(40390, `$objectToArray requires a document input, found: ${typeName(v)}`);
      return Object.entries(v).map(([k, x]) => ({ k, v: x }));
    },
  },
  $arrayToObject: {
    args: [1, 1],
    run: (list) => {
      if (absent(list)) return null;
      if (!Array.isArray(list))
        return fail(40386, `$arrayToObject requires an array input, found: ${typeName(list)}`);
      const out: Doc = {};
      for (const item of list) {
        if (Array.isArray(item) && item.length === 2) setField(out, String(item[0]), item[1]);
        else if (isObject(item) && 'k' in item && 'v' in item) setField(out, String(item.k), item.v);
        else
          fail(
            40398,
            `Unrecognised input type format for $arrayToObject: ${item === undefined ? 'missing' : typeName(item)}`,
          );
      }
      return out;
    },
  },
  $concat: {
    args: many,
    run: (...args) => {
      if (args.some(absent)) return null;
      return args
        .map((v) =>
          typeof v === 'string' ? v : fail(16702, `$concat only supports strings, not ${typeName(v)}`),
        )
        .join('');
    },
  },
  $toUpper: { args: [1, 1], run: (v) => asText(v).replace(/[a-z]/g, (c) => c.toUpperCase()) },
  $toLower: { args: [1, 1], run: (v) => asText(v).replace(/[A-Z]/g, (c) => c.toLowerCase()) },
  $strcasecmp: {
    args: [2, 2],
    run: (a, b) => Math.sign(compareStrings(asText(a).toUpperCase(), asText(b).toUpperCase())),
  },
  $strLenCP: {
    args: [1, 1],
    run: (v) =>
      typeof v === 'string'
        ? [...v].length
        : fail(
            34471,
            `$strLenCP requires a string argument, found: ${v === undefined ? 'missing' : typeName(v)}`,
          ),
  },
  $strLenBytes: {
    args: [1, 1],
    run: (v) =>
      typeof v === 'string'
        ? Buffer.byteLength(v)
        : fail(
            34473,
            `$strLenBytes requires a string argument, found: ${v === undefined ? 'missing' : typeName(v)}`,
          ),
  },
  $bsonSize: {
    args: [1, 1],
    run: (v) =>
      absent(v)
        ? null
        : isObject(v)
          ? encode(v).length
          : fail(31393, `$bsonSize requires a document input, found: ${typeName(v)}`),
  },
  $binarySize: {
    args: [1, 1],
    run: (v) =>
      absent(v)
        ? null
        : typeof v === 'string'
          ? Buffer.byteLength(v)
          : v instanceof Binary
            ? v.length()
            : fail(51276, `$binarySize requires a string or BinData argument, found: ${typeName(v)}`),
  },
  $toInt: to(T.int),
  $toLong: to(T.long),
  $toDouble: to(T.double),
  $toDecimal: to(T.decimal),
  $toBool: to(T.bool),
  $toString: to(T.string),
  $toDate: to(T.date),
  $toObjectId: to(T.objectId),
};
