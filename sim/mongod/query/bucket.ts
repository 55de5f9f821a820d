/** `$bucket`: groups by the interval that a value falls into. */
import { type Doc, isObject, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { compileExpr } from './expr.ts';
import { orderOf } from './expression.ts';
import { compileFields, groupBy } from './group.ts';
import { parseSort, sortBy } from './sort.ts';
import type { PipelineContext, Stage } from './stage.ts';

export function bucket(spec: Value, ctx: PipelineContext): Stage {
  if (!isObject(spec)) return fail(40201, 'Argument to $bucket stage must be an object');
  const { groupBy: key, boundaries, output } = spec;
  if (key === undefined || boundaries === undefined)
    fail(40198, "$bucket requires 'groupBy' and 'boundaries' to be specified.");
  if (!Array.isArray(boundaries)) return fail(40200, "The $bucket 'boundaries' field must be an array");
  if (boundaries.length < 2) fail(40192, "The $bucket 'boundaries' field must have at least 2 values");
  const order = orderOf(ctx.vars);
  for (let i = 1; i < boundaries.length; i++)
    if (order.compare(boundaries[i - 1], boundaries[i]) >= 0)
      fail(40194, "The 'boundaries' option to $bucket must be sorted");
  const by = compileExpr(key, ctx.vars);
  const fields = (output as Doc) ?? { count: { $sum: 1 } };
  const group = groupBy(
    (doc) => {
      const v = by(doc, ctx.vars);
      const k = boundaries.findLastIndex((b) => v !== undefined && order.compare(b, v) <= 0);
      if (k >= 0 && k < boundaries.length - 1) return boundaries[k];
      if ('default' in spec) return spec.default;
      return fail(
        40066,
        '$switch could not find a matching branch for an input, and no default was specified.',
      );
    },
    compileFields(fields, ctx.vars),
    ctx.vars,
  );
  return (docs) => sortBy([...group(docs)], parseSort({ _id: 1 }, order), (doc) => doc);
}
