/** Functions of a whole series of documents: what came before or comes after, means, and gaps that are filled. */
import { compare } from '../../bson/compare.ts';
import { addDec, type Dec, divDec, mulDec, negateDec, toDecimal } from '../../bson/decimal.ts';
import { asDec, asInteger, divide, type Num } from '../../bson/number.ts';
import {
  type Doc,
  double,
  isNumber,
  isObject,
  T,
  toNumber,
  typeName,
  typeOf,
  type Value,
} from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import { compileExpr } from '../expr.ts';
import { minus, plus, times } from '../operators/arithmetic.ts';
import { absent } from '../operators/named.ts';
import { getPath } from '../path.ts';
import type { Whole } from './window-function.ts';

const shift: Whole = (arg, name, pattern, vars) => {
  if (!isObject(arg)) return fail(9, `Argument to ${name} must be an object`);
  if (!pattern) fail(9, `'${name}' requires a sortBy`);
  for (const key of Object.keys(arg))
    if (!['output', 'by', 'default'].includes(key)) fail(9, `Unknown argument in ${name}: ${key}`);
  if (!('output' in arg)) fail(9, `${name} requires an 'output' expression.`);
  const by = isNumber(arg.by) ? asInteger(arg.by) : undefined;
  if (by === undefined) return fail(9, `${name} requires 'by' as an integer value.`);
  const output = compileExpr(arg.output, vars);
  const other = 'default' in arg ? (compileExpr(arg.default, vars)({}, vars) ?? null) : null;
  return (docs) =>
    docs.map((_, i) => {
      const doc = docs[i + Number(by)];
      return doc ? (output(doc, vars) ?? null) : other;
    });
};

const expMovingAvg: Whole = (arg, name, pattern, vars) => {
  if (!isObject(arg)) return fail(9, `${name} must have exactly one argument that is an object`);
  if (Object.keys(arg).length !== 2 || !('input' in arg))
    fail(
      9,
      `${name} sub object must have exactly two fields: An 'input' field, and either an 'N' field or an 'alpha' field`,
    );
  if (!pattern) fail(9, `${name} requires an explicit 'sortBy'`);
  const alpha = smoothing(arg, name);
  const rest = addDec({ coef: 1n, exp: 0 }, negateDec(alpha));
  const input = compileExpr(arg.input, vars);
  return (docs) => {
    let mean: Dec | undefined;
    let isDecimal = false;
    return docs.map((doc) => {
      const v = input(doc, vars);
      if (isNumber(v)) {
        if (typeOf(v) === T.decimal) isDecimal = true;
        const x = asDec(v, 34);
        mean = mean === undefined ? x : addDec(mulDec(x, alpha), mulDec(mean, rest));
      }
      if (mean === undefined) return null;
      const decimal = toDecimal(mean);
      return isDecimal ? decimal : double(Number(String(decimal)));
    });
  };
};

function smoothing(arg: Doc, name: string): Dec {
  const { N: n, alpha } = arg;
  if (n !== undefined) {
    if (!isNumber(n)) return fail(9, `'N' field must be an integer, but found type ${typeName(n)}`);
    const whole = asInteger(n);
    if (whole === undefined)
      return fail(
        9,
        `'N' field must be an integer, but found  ${String(n)}. To use a non-integer, use the 'alpha' argument instead`,
      );
    if (whole <= 0n) fail(9, `'N' must be greater than zero. Got ${whole}`);
    return divDec({ coef: 2n, exp: 0 }, { coef: whole + 1n, exp: 0 });
  }
  if (alpha === undefined) return fail(9, `Got unrecognized field in ${name}`);
  if (!isNumber(alpha)) return fail(9, "'alpha' must be a number");
  if (toNumber(alpha) <= 0 || toNumber(alpha) >= 1)
    fail(9, `'alpha' must be between 0 and 1 (exclusive), found ${String(alpha)}`);
  return asDec(alpha, 15);
}

const locf: Whole = (arg, _name, _pattern, vars) => {
  const input = compileExpr(arg, vars);
  return (docs) => {
    let last: Value = null;
    return docs.map((doc) => {
      const v = input(doc, vars);
      if (!absent(v)) last = v;
      return last;
    });
  };
};

const linearFill: Whole = (arg, name, pattern, vars) => {
  if (pattern?.fields.length !== 1)
    return fail(
      605001,
      `${name} must be specified with a top level sortBy expression with exactly one element`,
    );
  const input = compileExpr(arg, vars);
  return (docs) => {
    const xs = docs.map((doc) => abscissa(getPath(doc, pattern.paths[0]!)));
    xs.forEach((x, i) => {
      if (i > 0 && compare(x.at, xs[i - 1]!.at) === 0)
        fail(6050106, 'There can be no repeated values in the sort field');
      if (i > 0 && x.isDate !== xs[i - 1]!.isDate) fail(14, 'Conflicting sort value types');
    });
    const ys = docs.map((doc) => ordinate(input(doc, vars)));
    return ys.map((y, i) => {
      if (y !== null) return y;
      const left = ys.findLastIndex((known, k) => k < i && known !== null);
      const right = ys.findIndex((known, k) => k > i && known !== null);
      if (left < 0 || right < 0) return null;
      const slope = divide(minus(ys[right]!, ys[left]!), minus(xs[right]!.at, xs[left]!.at));
      return plus(ys[left]!, times(minus(xs[i]!.at, xs[left]!.at), slope));
    });
  };
};

interface Abscissa {
  at: Num;
  isDate: boolean;
}

function abscissa(v: Value): Abscissa {
  if (v instanceof Date) return { at: BigInt(v.getTime()), isDate: true };
  if (isNumber(v)) return { at: v, isDate: false };
  return fail(
    14,
    `Value of the sortBy field must be numeric or a date, but found ${v === undefined ? 'missing' : typeName(v)}`,
  );
}

function ordinate(v: Value): Num | null {
  if (absent(v)) return null;
  return isNumber(v)
    ? v
    : fail(14, `Value to be filled must be numeric or nullish, but found ${typeName(v)}`);
}

/** They look at the whole partition. */
export const SERIES: Readonly<Record<string, Whole>> = {
  $shift: shift,
  $expMovingAvg: expMovingAvg,
  $locf: locf,
  $linearFill: linearFill,
};
