/** The accumulators that keep some of what they are given: `$firstN`, `$topN` and their kin, and `$percentile`. */
import { isObject, type Value } from '../../bson/values.ts';
import type { Order } from '../../collation/order.ts';
import { fail } from '../../errors.ts';
import { type Compile, orderOf } from '../expression.ts';
import { named } from '../operators/named.ts';
import { extremes, nArguments } from '../operators/picked.ts';
import { compareKeys, inOrderOf, parseSort, type SortPattern, sortKey } from '../sort.ts';
import type { Accumulation, Accumulator } from './accumulator.ts';
import { howMany } from './n.ts';
import { quantileSpec, quantiles, shares } from './quantile.ts';

/** So much more than is wanted is kept of the least or greatest before the rest is thrown away. */
const SLACK = 1000;

function first(n: number): Accumulator {
  const kept: Value[] = [];
  return {
    add(v) {
      if (kept.length < n) kept.push(v ?? null);
    },
    result: () => [...kept],
  };
}

function last(n: number): Accumulator {
  let kept: Value[] = [];
  return {
    add(v) {
      kept.push(v ?? null);
      if (kept.length > n + SLACK) kept = kept.slice(-n);
    },
    result: () => kept.slice(-n),
  };
}

function extreme(n: number, sign: 1 | -1, order: Order): Accumulator {
  let kept: Value[] = [];
  return {
    add(v) {
      kept.push(v);
      if (kept.length > n + SLACK) kept = extremes(kept, n, sign, order);
    },
    result: () => extremes(kept, n, sign, order),
  };
}

const BY_INPUT: Record<string, (n: number, order: Order) => Accumulator> = {
  $firstN: first,
  $lastN: last,
  $minN: (n, order) => extreme(n, 1, order),
  $maxN: (n, order) => extreme(n, -1, order),
};

interface Ranked {
  key: Value[];
  output: Value;
}

/** The first or the last of an order; of equals those that came first stay. */
function ranked(n: number, top: boolean, pattern: SortPattern, single: boolean): Accumulator {
  const kept: Ranked[] = [];
  return {
    add(v) {
      const item = v as Ranked;
      if (kept.length === n) {
        const worst = top ? kept.at(-1)! : kept[0]!;
        const better = top
          ? compareKeys(item.key, worst.key, pattern)
          : compareKeys(worst.key, item.key, pattern);
        if (better >= 0) return;
        if (top) kept.pop();
        else kept.shift();
      }
      let at = kept.length;
      while (at > 0 && compareKeys(kept[at - 1]!.key, item.key, pattern) > 0) at--;
      kept.splice(at, 0, item);
    },
    result: () => (single ? (kept[0]?.output ?? null) : kept.map((item) => item.output)),
  };
}

function byOrder(arg: Value, name: string, compile: Compile): Accumulation {
  if (!isObject(arg)) return fail(5788001, `specification must be an object; found ${String(arg)}`);
  const single = !name.endsWith('N');
  const takes = {
    required: single ? ['output', 'sortBy'] : ['n', 'output', 'sortBy'],
    codes: [5788001, 5788002, { n: 5788003, output: 5788004, sortBy: 5788005 }],
  } as const;
  const { n, output } = named('sortBy' in arg ? { ...arg, sortBy: null } : arg, name, takes, compile);
  if (!isObject(arg.sortBy)) return fail(10065, 'invalid parameter: expected an object (sortBy)');
  const pattern = parseSort(arg.sortBy);
  return {
    input: (doc, vars): Ranked => ({
      key: sortKey(doc, inOrderOf(pattern, vars)),
      output: output!(doc, vars) ?? null,
    }),
    start: (key, vars) =>
      ranked(n ? howMany(n(key, vars)) : 1, name.startsWith('$top'), inOrderOf(pattern, vars), single),
  };
}

function byShare(arg: Value, name: string, compile: Compile): Accumulation {
  const { input, p, single } = quantileSpec(arg, name);
  const wanted = compile(p);
  return {
    input: compile(input),
    start(key, vars) {
      const values: Value[] = [];
      const at = shares(wanted(key, vars));
      return {
        add(v) {
          values.push(v);
        },
        result: () => quantiles(values, at, single),
      };
    },
  };
}

export const SEVERAL: Readonly<Record<string, (arg: Value, name: string, compile: Compile) => Accumulation>> =
  {
    ...Object.fromEntries(
      Object.entries(BY_INPUT).map(([key, make]) => [
        key,
        (arg: Value, name: string, compile: Compile): Accumulation => {
          const { n, input } = nArguments(arg, name, compile);
          return { input, start: (group, vars) => make(howMany(n(group, vars)), orderOf(vars)) };
        },
      ]),
    ),
    $top: byOrder,
    $topN: byOrder,
    $bottom: byOrder,
    $bottomN: byOrder,
    $median: byShare,
    $percentile: byShare,
  };
