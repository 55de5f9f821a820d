/** What an output of `$setWindowFields` asks for: a function, and a window where the function takes one. */
import { type Doc, isObject, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import { type Accumulator, compileAccumulator } from '../accumulators/index.ts';
import type { Vars } from '../expression.ts';
import { offers, ACCUMULATORS as SINCE, WINDOW_FUNCTIONS } from '../since.ts';
import type { SortPattern } from '../sort.ts';
import { type Bounds, compileBounds, WHOLE } from './bounds.ts';
import { covariance } from './covariance.ts';
import { RANKS } from './ranks.ts';
import { RATES } from './rates.ts';
import { SERIES } from './series.ts';
import type { Whole, Windowed, WindowFunction } from './window-function.ts';

const ACCUMULATORS = new Set(
  `$addToSet $avg $bottom $bottomN $count $first $firstN $last $lastN $max $maxN $median $min $minN $percentile $push
  $stdDevPop $stdDevSamp $sum $top $topN`.split(/\s+/),
);
const WINDOWED: Record<string, Windowed> = {
  $covariancePop: covariance(0),
  $covarianceSamp: covariance(1),
  ...RATES,
};
const WHOLES: Record<string, Whole> = { ...RANKS, ...SERIES };

export function compileWindowFunction(
  spec: Doc,
  pattern: SortPattern | undefined,
  vars: Vars,
): WindowFunction {
  const names = Object.keys(spec);
  const name = names.find((key) => key.startsWith('$'));
  if (name === undefined)
    return fail(9, `Expected a $-prefixed window function${names[0] === undefined ? '' : `, ${names[0]}`}`);
  if (!isFunction(name, vars)) fail(9, `Unrecognized window function, ${name}`);
  if (Object.hasOwn(RANKS, name) && names.length > 1)
    fail(5371601, 'Rank style window functions take no other arguments');
  for (const key of names) {
    if (key.startsWith('$') && key !== name) fail(9, 'Cannot specify two functions in window function spec');
    if (key !== name && key !== 'window') fail(9, `Window function found an unknown argument: ${key}`);
  }
  if (Object.hasOwn(WHOLES, name)) {
    if ('window' in spec) fail(9, `'window' field is not allowed in ${name}`);
    return WHOLES[name]!(spec[name], name, pattern, vars);
  }
  const bounds = 'window' in spec ? compileBounds(spec.window, pattern, vars) : WHOLE;
  if (name === '$derivative' && !('window' in spec)) fail(9, '$derivative requires explicit window bounds');
  if (!Object.hasOwn(WINDOWED, name)) return accumulated(name, spec[name], bounds, vars);
  const run = WINDOWED[name]!(spec[name], name, pattern, vars);
  return (docs) => bounds(docs).map(([first, last]) => run(docs.slice(first, last + 1)));
}

function isFunction(name: string, vars: Vars): boolean {
  if (Object.hasOwn(WHOLES, name) || Object.hasOwn(WINDOWED, name))
    return offers(WINDOW_FUNCTIONS, name, vars);
  return ACCUMULATORS.has(name) && offers(SINCE, name, vars);
}

/** What is added up is kept while windows begin alike, as those do that lead up to each document. */
function accumulated(name: string, arg: Value, bounds: Bounds, vars: Vars): WindowFunction {
  if (name === '$count' && !(isObject(arg) && Object.keys(arg).length === 0))
    fail(9, '$count only accepts an empty object as input');
  // Here a list is an expression; in `$group` it would be taken for several arguments.
  const given = Array.isArray(arg) ? { $concatArrays: [arg] } : arg;
  const { input, start } = compileAccumulator(name, given, vars)!;
  return (docs) => {
    const values = docs.map((doc) => input(doc, vars));
    let kept: { from: number; to: number; sum: Accumulator } | undefined;
    return bounds(docs).map(([first, last]) => {
      if (!kept || kept.from !== first || kept.to > last + 1)
        kept = { from: first, to: first, sum: start({}, vars) };
      for (; kept.to <= last; kept.to++) kept.sum.add(values[kept.to]);
      return kept.sum.result();
    });
  };
}
