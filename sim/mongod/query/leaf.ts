/** The tests that a filter puts to one value: comparisons, types, regular expressions, and so on. */
import { Binary, BSONRegExp, Decimal128 } from 'bson';
import { divideHalfEven, parseDecimal } from '../bson/decimal.ts';
import { asInteger, isNaNValue } from '../bson/number.ts';
import { show } from '../bson/show.ts';
import {
  canonical,
  type Doc,
  isNumber,
  isObject,
  T,
  toNumber,
  typeCodeByName,
  typeOf,
  type Value,
} from '../bson/values.ts';
import { type Order, SIMPLE } from '../collation/order.ts';
import { fail } from '../errors.ts';

export type Leaf = (value: Value) => boolean;

/** `{$gt: 1}` and not `{a: 1}`: the first name decides; a DBRef's names do not count. */
export function isOperatorObject(v: Value): v is Doc {
  if (!isObject(v)) return false;
  const first = Object.keys(v)[0];
  return first?.startsWith('$') === true && first !== '$ref' && first !== '$id' && first !== '$db';
}

/** Whether a filter that says this of a field asks for one value and nothing else: that value, or `$eq` with it. */
export function isEquality(v: Value): boolean {
  if (isOperatorObject(v)) return Object.keys(v).join() === '$eq';
  return v !== undefined && !(v instanceof BSONRegExp);
}

type Comparison = '$eq' | '$gt' | '$gte' | '$lt' | '$lte';

export function compareLeaf(op: Comparison, rhs: Value, order: Order): Leaf {
  if (rhs === undefined) fail(2, `cannot compare to undefined`);
  const kind = canonical(rhs);
  const inclusive = op === '$eq' || op === '$gte' || op === '$lte';
  if (rhs === null) {
    return (v) => inclusive && (v === null || v === undefined || typeof v === 'symbol');
  }
  if (kind === 127 || kind === -1) {
    return (v) => {
      if (typeof v === 'symbol') return false;
      return holds(op, order.compare(v, rhs));
    };
  }
  if (kind === 10 && isNaNValue(rhs)) return (v) => inclusive && isNaNValue(v);
  if (typeof rhs === 'string' && op === '$eq' && order === SIMPLE)
    return (v) => v === rhs || (typeof v === 'object' && order.equal(v, rhs));
  return (v) => {
    if (typeof v === 'symbol' || canonical(v) !== kind) return false;
    if (kind === 10 && isNaNValue(v)) return false;
    return holds(op, order.compare(v, rhs));
  };
}

function holds(op: Comparison, order: number): boolean {
  switch (op) {
    case '$eq':
      return order === 0;
    case '$gt':
      return order > 0;
    case '$gte':
      return order >= 0;
    case '$lt':
      return order < 0;
    case '$lte':
      return order <= 0;
  }
}

export function leafOperator(name: string, value: Value, ops: Doc, order: Order): Leaf {
  switch (name) {
    case '$eq':
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      if (value instanceof BSONRegExp && name !== '$eq')
        fail(2, `Can't have RegEx as arg to predicate over field.`);
      return compareLeaf(name, value, order);
    case '$in':
      return inLeaf(value, order);
    case '$type':
      return typeLeaf(value);
    case '$mod':
      return modLeaf(value);
    case '$size':
      return sizeLeaf(value);
    case '$regex':
      return value instanceof BSONRegExp
        ? regexLeaf(value.pattern, optionsOf(ops, value.options))
        : typeof value === 'string'
          ? regexLeaf(value, optionsOf(ops, ''))
          : fail(2, '$regex has to be a string');
    case '$bitsAllSet':
    case '$bitsAllClear':
    case '$bitsAnySet':
    case '$bitsAnyClear':
      return bitsLeaf(name, value);
    case '$geoWithin':
    case '$geoIntersects':
    case '$within':
      return fail(2, `${name} is not supported by this server: geo queries are not modelled`);
    case '$near':
    case '$nearSphere':
      return fail(
        291,
        'error processing query: planner returned error :: caused by :: unable to find index for $geoNear query',
      );
    default:
      return fail(2, `unknown operator: ${name}`);
  }
}

function inLeaf(value: Value, order: Order): Leaf {
  if (!Array.isArray(value)) return fail(2, '$in needs an array');
  const tests = value.map((v) => {
    if (isOperatorObject(v)) return fail(2, 'cannot nest $ under $in');
    return v instanceof BSONRegExp ? regexLeaf(v.pattern, v.options) : compareLeaf('$eq', v, order);
  });
  return (v) => tests.some((test) => test(v));
}

/** The type codes that `$type` asks for; 'number' stands for four. */
export function typeCodes(value: Value, what = 'type'): number[] {
  const list = Array.isArray(value) ? value : [value];
  if (list.length === 0) return fail(9, `${what} must match at least one type`);
  return list.flatMap((v) => {
    if (typeof v === 'string') {
      if (v === 'number') return [T.int, T.long, T.double, T.decimal];
      return typeCodeByName(v) ?? fail(2, `Unknown type name alias: ${v}`);
    }
    if (!isNumber(v)) return fail(14, 'type must be represented as a number or a string');
    const code = asInteger(v);
    if (code === undefined) return fail(2, `Invalid numerical type code: ${show(v)}`);
    const n = Number(code);
    if (!Object.values(T).includes(n as never)) return fail(2, `Invalid numerical type code: ${n}`);
    return n;
  });
}

function typeLeaf(value: Value): Leaf {
  const codes = typeCodes(value);
  return (v) => typeof v !== 'symbol' && codes.includes(typeOf(v));
}

function modLeaf(value: Value): Leaf {
  if (!Array.isArray(value)) return fail(2, 'malformed mod, needs to be an array');
  if (value.length < 2) return fail(2, 'malformed mod, not enough elements');
  if (value.length > 2) return fail(2, 'malformed mod, too many elements');
  if (!isNumber(value[0])) return fail(2, 'malformed mod, divisor not a number');
  const divisor = truncate(value[0]);
  const remainder = isNumber(value[1]) ? truncate(value[1]) : 0n;
  if (divisor === undefined || divisor === 0n) return fail(2, 'divisor cannot be 0');
  return (v) => {
    if (!isNumber(v)) return false;
    const x = truncate(v);
    return x !== undefined && x % divisor === remainder;
  };
}

function truncate(v: Value): bigint | undefined {
  if (typeof v === 'bigint') return v;
  // The server cuts a double short, but rounds a decimal.
  if (v instanceof Decimal128) {
    const d = parseDecimal(v);
    if (typeof d !== 'object' || d.exp > 20) return undefined;
    return d.exp >= 0 ? d.coef * 10n ** BigInt(d.exp) : divideHalfEven(d.coef, 10n ** BigInt(-d.exp));
  }
  const x = Math.trunc(toNumber(v));
  return Number.isFinite(x) && Math.abs(x) < 2 ** 63 ? BigInt(x) : undefined;
}

function sizeLeaf(value: Value): Leaf {
  if (!isNumber(value)) return fail(2, '$size needs a number');
  const size = asInteger(value);
  if (size === undefined) return fail(2, '$size must be a whole number');
  if (size < 0n) return fail(2, '$size may not be negative');
  return (v) => Array.isArray(v) && BigInt(v.length) === size;
}

function optionsOf(ops: Doc, own: string): string {
  const options = ops.$options;
  if (options === undefined) return own;
  if (typeof options !== 'string') return fail(2, '$options has to be a string');
  if (own !== '') return fail(51075, 'options set in both $regex and $options');
  return options;
}

/** Compiles the server's (Perl compatible) pattern as far as JavaScript's own expressions go. */
export function toRegExp(pattern: string, options: string): RegExp {
  let flags = 'u';
  for (const option of options) {
    if (!'imsxu'.includes(option)) fail(51108, `invalid flag in regex options: ${option}`);
    if ('ims'.includes(option) && !flags.includes(option)) flags += option;
  }
  const source = options.includes('x')
    ? pattern.replace(/\\.|\s+|#.*$/gm, (m) => (m[0] === '\\' ? m : ''))
    : pattern;
  for (const f of [flags, flags.replace('u', '')]) {
    try {
      return new RegExp(source, f);
    } catch {
      // Without `u` JavaScript accepts more of what PCRE does.
    }
  }
  return fail(51091, `Regular expression is invalid: ${pattern}`);
}

export function regexLeaf(pattern: string, options: string): Leaf {
  const re = toRegExp(pattern, options);
  return (v) =>
    typeof v === 'string'
      ? re.test(v)
      : v instanceof BSONRegExp && v.pattern === pattern && v.options === options;
}

function bitsLeaf(name: string, value: Value): Leaf {
  let mask = 0n;
  if (Array.isArray(value)) {
    for (const v of value) {
      const bit = asInteger(v);
      if (bit === undefined || bit < 0n) return fail(2, `bit positions must be non-negative integers`);
      mask |= 1n << bit;
    }
  } else if (value instanceof Binary) {
    value.value().forEach((byte, i) => {
      mask |= BigInt(byte) << BigInt(8 * i);
    });
  } else {
    const bits = asInteger(value);
    if (bits === undefined || bits < 0n) return fail(9, `${name} takes an Array, a number, or a BinData`);
    mask = bits;
  }
  return (v) => {
    let bits: bigint | undefined;
    if (v instanceof Binary) {
      bits = 0n;
      for (const [i, byte] of v.value().entries()) bits |= BigInt(byte) << BigInt(8 * i);
    } else if (isNumber(v)) bits = asInteger(v);
    if (bits === undefined) return false;
    const set = bits & mask;
    if (name === '$bitsAllSet') return set === mask;
    if (name === '$bitsAllClear') return set === 0n;
    return name === '$bitsAnySet' ? set !== 0n : set !== mask;
  };
}
