/** How fast and how much: `$derivative` and `$integral`. */
import { divide, type Num } from '../../bson/number.ts';
import { type Doc, double, isNumber, isObject, toNumber, typeName, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import { Total } from '../accumulators/total.ts';
import { unitOf } from '../dates/calendar.ts';
import { compileExpr, type Vars } from '../expr.ts';
import { minus, plus, times } from '../operators/arithmetic.ts';
import { absent } from '../operators/named.ts';
import { getPath } from '../path.ts';
import type { SortPattern } from '../sort.ts';
import type { Windowed } from './window-function.ts';

const UNIT_MS: Record<string, number> = {
  week: 604_800_000,
  day: 86_400_000,
  hour: 3_600_000,
  minute: 60_000,
  second: 1000,
  millisecond: 1,
};

interface Rate {
  /** The place of a document in time, and its value. */
  point(doc: Doc): { x: Value; y: Value };
  /** In which time is told, where it is. */
  unitMs: number | undefined;
}

function rateOf(arg: Value, name: string, pattern: SortPattern | undefined, vars: Vars): Rate {
  if (!isObject(arg)) return fail(9, `${name} expects an object`);
  for (const key of Object.keys(arg))
    if (key !== 'input' && key !== 'unit') fail(9, `${name} got unexpected argument: ${key}`);
  if (!('input' in arg)) fail(9, `${name} requires an 'input' expression`);
  if (pattern?.fields.length !== 1) return fail(9, `${name} requires a single-field sortBy`);
  const { unit } = arg;
  if (unit !== undefined && typeof unit !== 'string')
    fail(9, `unit' must be a string, but got ${typeName(unit)}`);
  if (typeof unit === 'string' && !(unitOf(unit) in UNIT_MS)) fail(5490704, 'unit must be week or smaller');
  const input = compileExpr(arg.input, vars);
  return {
    point: (doc) => ({ x: getPath(doc, pattern.paths[0]!), y: input(doc, vars) }),
    unitMs: unit === undefined ? undefined : UNIT_MS[unit as string],
  };
}

/** How far it is from one place in time to the other: dates where a unit is given, else numbers. */
function distance(
  from: Value,
  to: Value,
  rate: Rate,
  codes: [date: number, unit: number, number: number],
  name: string,
): Num {
  const dates = [from, to].filter((v) => v instanceof Date);
  if (rate.unitMs !== undefined) {
    if (dates.length < 2) fail(codes[0], `${name} with 'unit' expects the sortBy field to be a Date`);
    return BigInt((to as Date).getTime() - (from as Date).getTime());
  }
  if (dates.length > 0) fail(codes[1], `${name} where the sortBy is a Date requires an 'unit'`);
  if (!isNumber(from) || !isNumber(to))
    return fail(codes[2], `${name} (with no 'unit') expects the sortBy field to be numeric`);
  return minus(to, from);
}

const derivative: Windowed = (arg, name, pattern, vars) => {
  const rate = rateOf(arg, name, pattern, vars);
  return (docs) => {
    if (docs.length === 0) return null;
    const [left, right] = [rate.point(docs[0]!), rate.point(docs.at(-1)!)];
    const run = distance(left.x, right.x, rate, [5624900, 5624901, 5624902], name);
    if (absent(left.y) || absent(right.y)) fail(5624903, `${name} input must not be null or missing`);
    if (!isNumber(left.y) || !isNumber(right.y))
      return fail(14, `can't $subtract ${typeName(left.y)} from ${typeName(right.y)}`);
    if (toNumber(run) === 0) return null;
    const result = divide(minus(right.y, left.y), run);
    return rate.unitMs === undefined ? result : times(result, rate.unitMs);
  };
};

const integral: Windowed = (arg, name, pattern, vars) => {
  const rate = rateOf(arg, name, pattern, vars);
  return (docs) => {
    const points = docs.map((doc) => rate.point(doc));
    const total = new Total();
    points.forEach(({ x, y }, i) => {
      if (!isNumber(y) || !(isNumber(x) || x instanceof Date))
        fail(
          5423900,
          'The input value of $integral window function must be a vector of 2 value, the first value must be numeric or date type and the second must be numeric.',
        );
      const from = points[Math.max(0, i - 1)]!;
      const delta = distance(from.x, x, rate, [5423901, 5423902, 5423902], name);
      if (i > 0) total.add(divide(times(plus(from.y as Num, y as Num), delta), double(2)));
    });
    const sum = total.value() as Num;
    return rate.unitMs === undefined || points.length < 2 ? sum : divide(sum, rate.unitMs);
  };
};

/** They look at a window. */
export const RATES: Readonly<Record<string, Windowed>> = { $derivative: derivative, $integral: integral };
