/** Arrays and sets in expressions, and the accumulators that also work on one document's array. */
import { add, asInteger, type Num } from '../../bson/number.ts';
import { double, isNumber, toNumber, typeName, type Value } from '../../bson/values.ts';
import { type Order, SIMPLE } from '../../collation/order.ts';
import { fail } from '../../errors.ts';
import { PLAIN } from '../accumulators/plain.ts';
import type { Operator } from '../expression.ts';
import { mean } from './arithmetic.ts';

const absent = (v: Value): boolean => v === undefined || v === null;
const many: [number, number] = [0, Number.POSITIVE_INFINITY];

function index(v: Value, code: number, name: string): number {
  const i = asInteger(v);
  return i === undefined ? fail(code, `${name} must be representable as a 32-bit integer`) : Number(i);
}

/** The values of an accumulator used as an expression: those of one array argument, or the arguments. */
function spread(args: Value[]): Value[] {
  return args.length === 1 && Array.isArray(args[0]) ? args[0] : args;
}

function extreme(sign: number): Operator {
  return {
    args: many,
    under:
      (order) =>
      (...args) => {
        let best: Value = null;
        for (const v of spread(args)) {
          if (!absent(v) && (best === null || order.compare(v, best) * sign > 0)) best = v;
        }
        return best;
      },
  };
}

/** An accumulator over the values of one document. */
function accumulated(name: string): Operator {
  return {
    args: many,
    run: (...args) => {
      const accumulator = PLAIN[name]!(SIMPLE);
      for (const v of spread(args)) accumulator.add(v);
      return accumulator.result();
    },
  };
}

function set(name: string, run: (a: Value[], b: Value[], order: Order) => Value): Operator {
  return {
    args: [2, 2],
    under: (order) => (a, b) => {
      if (absent(a) || absent(b)) return null;
      if (!Array.isArray(a) || !Array.isArray(b))
        return fail(17048, `both operands of ${name} must be arrays`);
      return run(a, b, order);
    },
  };
}

export function unique(list: Value[], order: Order): Value[] {
  const seen = new Set<string>();
  return list.filter((v) => {
    const key = order.keyOf(v);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

const holds = (list: Value[], v: Value, order: Order): boolean => list.some((one) => order.equal(one, v));

export const arrays: Record<string, Operator> = {
  $isArray: { args: [1, 1], run: (v) => Array.isArray(v) },
  $size: {
    args: [1, 1],
    run: (v) =>
      Array.isArray(v)
        ? v.length
        : fail(
            17124,
            `The argument to $size must be an array, but was of type: ${v === undefined ? 'missing' : typeName(v)}`,
          ),
  },
  $arrayElemAt: {
    args: [2, 2],
    run: (list, at) => {
      if (absent(list) || absent(at)) return null;
      if (!Array.isArray(list))
        return fail(28689, `$arrayElemAt's first argument must be an array, but is ${typeName(list)}`);
      if (!isNumber(at))
        return fail(28690, `$arrayElemAt's second argument must be a numeric value, but is ${typeName(at)}`);
      return list.at(index(at, 28691, "$arrayElemAt's second argument"));
    },
  },
  $first: {
    args: [1, 1],
    run: (v) =>
      absent(v) ? null : Array.isArray(v) ? v[0] : fail(28689, "$first's argument must be an array"),
  },
  $last: {
    args: [1, 1],
    run: (v) =>
      absent(v) ? null : Array.isArray(v) ? v.at(-1) : fail(28689, "$last's argument must be an array"),
  },
  $in: {
    args: [2, 2],
    under: (order) => (v, list) =>
      Array.isArray(list)
        ? holds(list, v, order)
        : fail(
            40081,
            `$in requires an array as a second argument, found: ${list === undefined ? 'missing' : typeName(list)}`,
          ),
  },
  $indexOfArray: {
    args: [2, 4],
    under:
      (order) =>
      (list, v, start = 0, end) => {
        if (absent(list)) return null;
        if (!Array.isArray(list))
          return fail(40090, `$indexOfArray requires an array as a first argument, found: ${typeName(list)}`);
        const stop = end === undefined ? list.length : Math.min(list.length, toNumber(end));
        for (let i = toNumber(start); i < stop; i++) if (order.equal(list[i], v)) return i;
        return -1;
      },
  },
  $concatArrays: {
    args: many,
    run: (...lists) => {
      if (lists.some(absent)) return null;
      return lists.flatMap((list) =>
        Array.isArray(list) ? list : fail(28664, `$concatArrays only supports arrays, not ${typeName(list)}`),
      );
    },
  },
  $reverseArray: {
    args: [1, 1],
    run: (v) =>
      absent(v)
        ? null
        : Array.isArray(v)
          ? v.toReversed()
          : fail(34435, `The argument to $reverseArray must be an array, but was of type: ${typeName(v)}`),
  },
  $slice: {
    args: [2, 3],
    run: (list, a, b) => {
      if (absent(list) || absent(a)) return null;
      if (!Array.isArray(list))
        return fail(28724, `First argument to $slice must be an array, but is of type: ${typeName(list)}`);
      const first = index(a, 28726, 'Second argument to $slice');
      if (b === undefined) return first >= 0 ? list.slice(0, first) : list.slice(first);
      const n = index(b, 28728, 'Third argument to $slice');
      if (n <= 0) return fail(28729, `Third argument to $slice must be positive: ${n}`);
      const start = first < 0 ? Math.max(0, list.length + first) : first;
      return list.slice(start, start + n);
    },
  },
  $range: {
    args: [2, 3],
    run: (from, to, step = 1) => {
      const [a, b, s] = [from, to, step].map((v) => index(v, 34444, "$range's arguments")) as [
        number,
        number,
        number,
      ];
      if (s === 0) return fail(34449, '$range requires a non-zero step value');
      const out: number[] = [];
      for (let x = a; s > 0 ? x < b : x > b; x += s) out.push(x);
      return out;
    },
  },
  $setUnion: {
    args: many,
    under:
      (order) =>
      (...lists) => {
        if (lists.some(absent)) return null;
        const all = lists.flatMap((l) =>
          Array.isArray(l) ? l : fail(17043, `All operands of $setUnion must be arrays.`),
        );
        return unique(all, order).sort((a, b) => order.compare(a, b));
      },
  },
  $setIntersection: {
    args: many,
    under:
      (order) =>
      (...lists) => {
        if (lists.some(absent)) return null;
        const all = lists.map((l) =>
          Array.isArray(l) ? l : fail(17047, `All operands of $setIntersection must be arrays.`),
        );
        return unique(all[0] ?? [], order).filter((v) => all.every((list) => holds(list, v, order)));
      },
  },
  $setDifference: set('$setDifference', (a, b, order) => unique(a, order).filter((v) => !holds(b, v, order))),
  $setIsSubset: set('$setIsSubset', (a, b, order) => a.every((v) => holds(b, v, order))),
  $setEquals: set(
    '$setEquals',
    (a, b, order) => a.every((v) => holds(b, v, order)) && b.every((v) => holds(a, v, order)),
  ),
  $allElementsTrue: {
    args: [1, 1],
    run: (v) =>
      Array.isArray(v) ? v.every(Boolean) : fail(17040, "$allElementsTrue's argument must be an array"),
  },
  $anyElementTrue: {
    args: [1, 1],
    run: (v) =>
      Array.isArray(v) ? v.some(Boolean) : fail(17041, "$anyElementTrue's argument must be an array"),
  },
  $sum: {
    args: many,
    run: (...args) =>
      spread(args).reduce<Num>(
        (total, v) => (isNumber(v) ? add(total, v, (x) => double(Number(x)))! : total),
        0,
      ),
  },
  $avg: {
    args: many,
    run: (...args) => {
      const numbers = spread(args).filter(isNumber);
      if (numbers.length === 0) return null;
      return mean(
        numbers.reduce<Num>((total, v) => add(total, v, (x) => double(Number(x)))!, 0),
        numbers.length,
      );
    },
  },
  $min: extreme(-1),
  $max: extreme(1),
  $stdDevPop: accumulated('$stdDevPop'),
  $stdDevSamp: accumulated('$stdDevSamp'),
};
