/** Arithmetic on BSON numbers: the result takes the wider type of its operands. */
import { Decimal128, type Double } from 'bson';
import {
  addDec,
  compareDec,
  type Dec,
  divDec,
  doubleToDec,
  exactDec,
  mulDec,
  parseDecimal,
  toDecimal,
} from './decimal.ts';
import { double, isInt32, isNumber, T, toNumber, typeOf, type Value } from './values.ts';

export type Num = number | bigint | Double | Decimal128;

const RANK: Record<number, number> = { [T.int]: 0, [T.long]: 1, [T.double]: 2, [T.decimal]: 3 };

/** The type of the result of an operation on both. */
export function widerType(a: Num, b: Num): number {
  const ta = typeOf(a);
  const tb = typeOf(b);
  return RANK[ta]! >= RANK[tb]! ? ta : tb;
}

export function asDec(v: Num, digits: 15 | 34 = 15): Dec {
  if (v instanceof Decimal128) return parseDecimal(v);
  const t = typeOf(v);
  if (t === T.int || t === T.long) return { coef: BigInt(v as number | bigint), exp: 0 };
  return doubleToDec(toNumber(v), digits);
}

export function fitsInt64(x: bigint): boolean {
  return BigInt.asIntN(64, x) === x;
}

/** An integer result: int32 where both were and it fits, else int64, else `overflow(x)`. */
function integer(x: bigint, type: number, overflow: (x: bigint) => Num | undefined): Num | undefined {
  if (type === T.int && x >= -2147483648n && x <= 2147483647n) return Number(x);
  return fitsInt64(x) ? x : overflow(x);
}

/** undefined when an int64 would overflow and `overflow` does not say otherwise. */
export function add(
  a: Num,
  b: Num,
  overflow: (x: bigint) => Num | undefined = () => undefined,
): Num | undefined {
  if (typeof a === 'number' && typeof b === 'number' && isInt32(a) && isInt32(b)) {
    const sum = a + b;
    return isInt32(sum) ? sum : BigInt(sum);
  }
  const type = widerType(a, b);
  if (type === T.decimal) return toDecimal(addDec(asDec(a), asDec(b)));
  if (type === T.double) return double(toNumber(a) + toNumber(b));
  return integer(BigInt(a as bigint) + BigInt(b as bigint), type, overflow);
}

export function multiply(
  a: Num,
  b: Num,
  overflow: (x: bigint) => Num | undefined = () => undefined,
): Num | undefined {
  const type = widerType(a, b);
  if (type === T.decimal) return toDecimal(mulDec(asDec(a), asDec(b)));
  if (type === T.double) return double(toNumber(a) * toNumber(b));
  return integer(BigInt(a as bigint) * BigInt(b as bigint), type, overflow);
}

export function divide(a: Num, b: Num): Num {
  if (widerType(a, b) === T.decimal) return toDecimal(divDec(asDec(a), asDec(b)));
  return double(toNumber(a) / toNumber(b));
}

export function isNaNValue(v: Value): boolean {
  if (typeof v === 'number') return Number.isNaN(v);
  return v instanceof Decimal128 && parseDecimal(v) === 'nan';
}

/** Compares by value across types; NaN is below all other numbers and equal to itself. */
export function compareNumbers(a: Num, b: Num): number {
  if (a instanceof Decimal128 || b instanceof Decimal128) return compareDec(exact(a), exact(b));
  const x = typeof a === 'bigint' ? a : toNumber(a);
  const y = typeof b === 'bigint' ? b : toNumber(b);
  if (x < y) return -1;
  if (x > y) return 1;
  if (x <= y && x >= y) return 0;
  const nanX = typeof x === 'number' && Number.isNaN(x);
  const nanY = typeof y === 'number' && Number.isNaN(y);
  return nanX ? (nanY ? 0 : -1) : 1;
}

function exact(v: Num): Dec {
  if (v instanceof Decimal128) return parseDecimal(v);
  if (typeof v === 'bigint') return { coef: v, exp: 0 };
  const x = toNumber(v);
  if (Number.isNaN(x)) return 'nan';
  if (!Number.isFinite(x)) return x < 0 ? '-inf' : 'inf';
  return exactDec(x);
}

/** The integer a number stands for, or undefined when it has a fraction, is not a number, or does not fit int64. */
export function asInteger(v: Value): bigint | undefined {
  if (typeof v === 'bigint') return v;
  if (v instanceof Decimal128) {
    const d = parseDecimal(v);
    if (typeof d !== 'object') return undefined;
    if (d.exp >= 0) {
      const x = d.exp > 40 && d.coef !== 0n ? 2n ** 70n : d.coef * 10n ** BigInt(d.exp);
      return fitsInt64(x) ? x : undefined;
    }
    const unit = 10n ** BigInt(-d.exp);
    return d.coef % unit === 0n && fitsInt64(d.coef / unit) ? d.coef / unit : undefined;
  }
  const x = toNumber(v);
  if (!Number.isInteger(x)) return undefined;
  const big = BigInt(x);
  return fitsInt64(big) ? big : undefined;
}

/** Whether an expression, an option or a projection takes it for true. */
export function truthy(v: Value): boolean {
  if (v === undefined || v === null || v === false) return false;
  if (isNumber(v)) return isNaNValue(v) || toNumber(v) !== 0;
  return true;
}
