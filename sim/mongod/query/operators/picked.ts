/** What is picked of an array or put in order in expressions: `$firstN` and its kin, `$sortArray`, `$percentile`. */
import { isNumber, isObject, toNumber, typeName, type Value } from '../../bson/values.ts';
import type { Order } from '../../collation/order.ts';
import { fail } from '../../errors.ts';
import { howMany } from '../accumulators/n.ts';
import { quantileSpec, quantiles, shares } from '../accumulators/quantile.ts';
import { type Compile, type Expr, type Form, orderOf, type Vars } from '../expression.ts';
import { inOrderOf, parseSort, sortBy } from '../sort.ts';
import { absent, named } from './named.ts';

const PICKS: Record<string, (list: Value[], n: number, order: Order) => Value[]> = {
  $firstN: (list, n) => list.slice(0, n),
  $lastN: (list, n) => list.slice(-n),
  $minN: (list, n, order) => extremes(list, n, 1, order),
  $maxN: (list, n, order) => extremes(list, n, -1, order),
};

/** Nothing and null are none of them. */
export function extremes(list: Value[], n: number, sign: 1 | -1, order: Order): Value[] {
  return list
    .filter((v) => !absent(v))
    .sort((a, b) => order.compare(a, b) * sign)
    .slice(0, n);
}

/** The arguments `n` and `input`, as accumulators take them too. */
export function nArguments(arg: Value, name: string, compile: Compile): { n: Expr; input: Expr } {
  if (!isObject(arg))
    fail(
      /^\$(min|max)/.test(name) ? 5787900 : 5787801,
      `specification must be an object; found ${String(arg)}`,
    );
  const codes = [5787900, 5787901, { n: 5787906, input: 5787907 }] as const;
  return named(arg, name, { required: ['n', 'input'], codes }, compile) as { n: Expr; input: Expr };
}

function pick(arg: Value, name: string, compile: Compile): Expr {
  const { n, input } = nArguments(arg, name, compile);
  return (doc, vars) => {
    const most = howMany(n(doc, vars));
    const list = input(doc, vars);
    if (!Array.isArray(list)) return fail(5788200, 'Input must be an array');
    return PICKS[name]!(list, most, orderOf(vars));
  };
}

function sortArray(arg: Value, name: string, compile: Compile): Expr {
  const codes = [2942500, 2942501, { input: 2942502, sortBy: 2942503 }] as const;
  const order = isObject(arg) ? arg.sortBy : undefined;
  const takes = { required: ['input', 'sortBy'], codes };
  const { input } = named(
    isObject(arg) && 'sortBy' in arg ? { ...arg, sortBy: 1 } : arg,
    name,
    takes,
    compile,
  );
  const sort = sorter(order, name);
  return (doc, vars) => {
    const list = input!(doc, vars);
    if (absent(list)) return null;
    if (!Array.isArray(list))
      return fail(
        2942504,
        `The input argument to $sortArray must be an array, but was of type: ${typeName(list)}`,
      );
    return sort(list, vars);
  };
}

/** By fields of the elements, or as they are. */
function sorter(order: Value, name: string): (list: Value[], vars: Vars) => Value[] {
  if (isObject(order)) {
    const pattern = parseSort(order);
    return (list, vars) => sortBy(list, inOrderOf(pattern, vars), (v) => (isObject(v) ? v : {}));
  }
  const sign = isNumber(order) ? toNumber(order) : 0;
  if (sign !== 1 && sign !== -1)
    fail(2942507, `${name} sort must be an object, or a number of 1 or -1, found: ${String(order)}`);
  return (list, vars) => [...list].sort((a, b) => orderOf(vars).compare(a, b) * sign);
}

function quantile(arg: Value, name: string, compile: Compile): Expr {
  const { input, p, single } = quantileSpec(arg, name);
  const [values, wanted] = [compile(input), compile(p)];
  return (doc, vars) => {
    const v = values(doc, vars);
    return quantiles(Array.isArray(v) ? v : [v], shares(wanted(doc, vars)), single);
  };
}

/** With what compiles their arguments. */
export const pickedBy = (compile: Compile): Record<string, Form> => ({
  ...Object.fromEntries(
    Object.keys(PICKS).map((key) => [key, (arg: Value, name: string) => pick(arg, name, compile)]),
  ),
  $sortArray: (arg, name) => sortArray(arg, name, compile),
  $median: (arg, name) => quantile(arg, name, compile),
  $percentile: (arg, name) => quantile(arg, name, compile),
});
