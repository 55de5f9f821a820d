/** `$bucket`: groups by the interval that a value falls into. */
import { compare } from '../bson/compare.ts';
import { type Doc, isObject, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { compileExpr } from './expr.ts';
import { compileGroup } from './group.ts';
import { parseSort, sortBy } from './sort.ts';
import type { PipelineContext, Stage } from './stage.ts';

export function bucket(spec: Value, ctx: PipelineContext): Stage {
  if (!isObject(spec)) return fail(40201, 'Argument to $bucket stage must be an object');
  const { groupBy, boundaries, output } = spec;
  if (groupBy === undefined || boundaries === undefined)
    fail(40198, "$bucket requires 'groupBy' and 'boundaries' to be specified.");
  if (!Array.isArray(boundaries)) return fail(40200, "The $bucket 'boundaries' field must be an array");
  if (boundaries.length < 2) fail(40192, "The $bucket 'boundaries' field must have at least 2 values");
  for (let i = 1; i < boundaries.length; i++)
    if (compare(boundaries[i - 1], boundaries[i]) >= 0)
      fail(40194, "The 'boundaries' option to $bucket must be sorted");
  const by = compileExpr(groupBy);
  const fields = (output as Doc) ?? { count: { $sum: 1 } };
  const group = compileGroup({ _id: '$k', ...prefixed(fields) }, ctx.vars);
  return (docs) => {
    const keyed: Doc[] = [];
    for (const doc of docs) {
      const v = by(doc, ctx.vars);
      let k = boundaries.findLastIndex((b) => v !== undefined && compare(b, v) <= 0);
      if (k === boundaries.length - 1) k = -1;
      if (k < 0 && !('default' in spec))
        fail(40066, '$switch could not find a matching branch for an input, and no default was specified.');
      keyed.push({ k: k < 0 ? spec.default : boundaries[k], doc });
    }
    return sortBy([...group(keyed)], parseSort({ _id: 1 }), (doc) => doc);
  };
}

/** `$bucket` groups wrapped documents: the paths of its output lead one level further in. */
export function prefixed(v: Value): Doc {
  const walk = (x: Value): Value => {
    if (typeof x === 'string' && x.startsWith('$') && !x.startsWith('$$')) return `$doc.${x.slice(1)}`;
    if (Array.isArray(x)) return x.map(walk);
    return isObject(x)
      ? Object.fromEntries(Object.entries(x).map(([k, y]) => [k, k === '$literal' ? y : walk(y)]))
      : x;
  };
  return walk(v) as Doc;
}
