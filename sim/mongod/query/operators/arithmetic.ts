/** Numbers and dates in expressions. null or missing in gives null out. */
import type { Decimal128 } from 'bson';
import { divDec, negateDec, parseDecimal, toDecimal } from '../../bson/decimal.ts';
import { add, asDec, divide, multiply, type Num, widerType } from '../../bson/number.ts';
import { double, isNumber, T, toNumber, typeName, typeOf, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import type { Operator } from '../expression.ts';

const absent = (v: Value): boolean => v === undefined || v === null;
const many: [number, number] = [0, Number.POSITIVE_INFINITY];

/** An int64 that overflows goes on as a double. */
const asDouble = (x: bigint): Num => double(Number(x));

function fold(name: string, start: number, run: (a: Num, b: Num) => Num): Operator {
  return {
    args: many,
    run: (...args) => {
      if (args.some(absent)) return null;
      let date: Date | undefined;
      let total: Num = start;
      for (const v of args) {
        if (v instanceof Date && name === '$add') {
          if (date) fail(16612, 'only one date allowed in an $add expression');
          date = v;
        } else if (isNumber(v)) total = run(total, v);
        else fail(name === '$add' ? 16554 : 16555, `${name} only supports numeric types, not ${typeName(v)}`);
      }
      return date ? new Date(date.getTime() + Math.round(toNumber(total))) : total;
    },
  };
}

export function negate(v: Num): Num {
  if (typeOf(v) === T.decimal) return toDecimal(negateDec(parseDecimal(v as Decimal128)));
  return multiply(v, -1, asDouble)!;
}

/** Sums, differences and products; an int64 that overflows goes on as a double. */
export const plus = (a: Num, b: Num): Num => add(a, b, asDouble)!;
export const minus = (a: Num, b: Num): Num => plus(a, negate(b));
export const times = (a: Num, b: Num): Num => multiply(a, b, asDouble)!;

/** Applies `run` to the number as a double; an integer or a decimal keeps its type where `run` leaves it whole. */
function rounding(name: string, run: (x: number) => number): Operator {
  return {
    args: [1, 1],
    run: (v) => {
      if (absent(v)) return null;
      if (!isNumber(v)) return fail(28765, `${name} only supports numeric types, not ${typeName(v)}`);
      const t = typeOf(v);
      if (t === T.int || t === T.long) return v;
      const x = run(toNumber(v));
      return t === T.decimal ? toDecimal(asDec(double(x), 34)) : double(x);
    },
  };
}

function real(name: string, run: (x: number) => number): Operator {
  return {
    args: [1, 1],
    run: (v) => {
      if (absent(v)) return null;
      if (!isNumber(v)) return fail(28765, `${name} only supports numeric types, not ${typeName(v)}`);
      const x = double(run(toNumber(v)));
      return typeOf(v) === T.decimal ? toDecimal(asDec(x, 34)) : x;
    },
  };
}

function places(name: string, run: (x: number) => number): Operator {
  return {
    args: [1, 2],
    run: (v, digits = 0) => {
      if (absent(v) || absent(digits)) return null;
      if (!isNumber(v)) return fail(51081, `${name} only supports numeric types, not ${typeName(v)}`);
      const scale = 10 ** toNumber(digits);
      const x = run(toNumber(v) * scale) / scale;
      const t = typeOf(v);
      if (t === T.int) return x;
      if (t === T.long) return BigInt(x);
      return t === T.decimal ? toDecimal(asDec(double(x), 34)) : double(x);
    },
  };
}

function halfEven(x: number): number {
  const down = Math.floor(x);
  const rest = x - down;
  if (rest !== 0.5) return Math.round(x);
  return down % 2 === 0 ? down : down + 1;
}

export const arithmetic: Record<string, Operator> = {
  $add: fold('$add', 0, plus),
  $multiply: fold('$multiply', 1, times),
  $subtract: {
    args: [2, 2],
    run: (a, b) => {
      if (absent(a) || absent(b)) return null;
      if (a instanceof Date) {
        if (b instanceof Date) return BigInt(a.getTime() - b.getTime());
        if (isNumber(b)) return new Date(a.getTime() - Math.round(toNumber(b)));
      }
      if (isNumber(a) && isNumber(b)) return minus(a, b);
      return fail(16556, `cant $subtract a ${typeName(b)} from a ${typeName(a)}`);
    },
  },
  $divide: {
    args: [2, 2],
    run: (a, b) => {
      if (absent(a) || absent(b)) return null;
      if (!isNumber(a) || !isNumber(b)) {
        return fail(16609, `$divide only supports numeric types, not ${typeName(a)} and ${typeName(b)}`);
      }
      if (toNumber(b) === 0) return fail(16608, "can't $divide by zero");
      return divide(a, b);
    },
  },
  $mod: {
    args: [2, 2],
    run: (a, b) => {
      if (absent(a) || absent(b)) return null;
      if (!isNumber(a) || !isNumber(b)) {
        return fail(16611, `$mod only supports numeric types, not ${typeName(a)} and ${typeName(b)}`);
      }
      if (toNumber(b) === 0) return fail(16610, "can't $mod by zero");
      const t = widerType(a, b);
      if (t === T.int) return (a as number) % (b as number) || 0;
      if (t === T.long) return BigInt(a as bigint) % BigInt(b as bigint);
      const x = toNumber(a) % toNumber(b);
      return t === T.decimal ? toDecimal(asDec(double(x), 34)) : double(x);
    },
  },
  $abs: {
    args: [1, 1],
    run: (v) => {
      if (absent(v)) return null;
      if (!isNumber(v)) return fail(28765, `$abs only supports numeric types, not ${typeName(v)}`);
      return toNumber(v) < 0 ? negate(v) : v;
    },
  },
  $ceil: rounding('$ceil', Math.ceil),
  $floor: rounding('$floor', Math.floor),
  $round: places('$round', halfEven),
  $trunc: places('$trunc', Math.trunc),
  $exp: real('$exp', Math.exp),
  $sqrt: real('$sqrt', (x) =>
    x < 0 ? fail(28714, "$sqrt's argument must be greater than or equal to 0") : Math.sqrt(x),
  ),
  $ln: real('$ln', (x) => (x <= 0 ? fail(28766, "$ln's argument must be a positive number") : Math.log(x))),
  $log10: real('$log10', (x) =>
    x <= 0 ? fail(28761, "$log10's argument must be a positive number") : Math.log10(x),
  ),
  $pow: {
    args: [2, 2],
    run: (a, b) => {
      if (absent(a) || absent(b)) return null;
      if (!isNumber(a)) return fail(28762, `$pow's base must be numeric, not ${typeName(a)}`);
      if (!isNumber(b)) return fail(28763, `$pow's exponent must be numeric, not ${typeName(b)}`);
      const t = widerType(a, b);
      const x = toNumber(a) ** toNumber(b);
      if (t === T.decimal) return toDecimal(asDec(double(x), 34));
      if (t === T.double || toNumber(b) < 0) return double(x);
      const whole = BigInt(a as bigint) ** BigInt(b as bigint);
      return t === T.int && whole >= -2147483648n && whole <= 2147483647n
        ? Number(whole)
        : BigInt.asIntN(64, whole) === whole
          ? whole
          : double(x);
    },
  },
};

/** The mean of a total and a count: decimal where the total is, else double. */
export function mean(total: Num, count: number): Num {
  if (typeOf(total) === T.decimal) {
    return toDecimal(divDec(parseDecimal(total as Decimal128), { coef: BigInt(count), exp: 0 }));
  }
  return double(toNumber(total) / count);
}
