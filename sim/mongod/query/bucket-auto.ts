/** `$bucketAuto`: groups into so many intervals, each with about as many documents. */
import { asInteger } from '../bson/number.ts';
import { isNumber, isObject, typeName, type Value } from '../bson/values.ts';
import type { Order } from '../collation/order.ts';
import { fail } from '../errors.ts';
import { compileExpr } from './expr.ts';
import { orderOf } from './expression.ts';
import { compileFields, groupBy } from './group.ts';
import type { PipelineContext, Stage } from './stage.ts';

export function bucketAuto(spec: Value, ctx: PipelineContext): Stage {
  if (!isObject(spec))
    return fail(40240, `The argument to $bucketAuto must be an object, but found type: ${typeName(spec)}.`);
  for (const key of Object.keys(spec)) {
    if (key === 'granularity') fail(40257, "The 'granularity' option is not supported by this server");
    if (!['groupBy', 'buckets', 'output'].includes(key))
      fail(40245, `Unrecognized option to $bucketAuto: ${key}.`);
  }
  const { groupBy: key, buckets, output } = spec;
  if (key === undefined || buckets === undefined)
    return fail(40246, "$bucketAuto requires 'groupBy' and 'buckets' to be specified.");
  if (!isObject(key) && !(typeof key === 'string' && key.startsWith('$')))
    fail(
      40239,
      "The $bucketAuto 'groupBy' field must be defined as a $-prefixed path or an expression object.",
    );
  if (!isNumber(buckets)) fail(40241, `The $bucketAuto 'buckets' field must be a numeric value.`);
  const most = asInteger(buckets);
  if (most === undefined) return fail(40242, `The $bucketAuto 'buckets' field must be a whole number.`);
  if (most <= 0n) fail(40243, `The $bucketAuto 'buckets' field must be greater than 0, but found: ${most}.`);
  if (output !== undefined && !isObject(output))
    fail(40244, "The $bucketAuto 'output' field must be an object.");
  const by = compileExpr(key, ctx.vars);
  const fields = compileFields(output ?? { count: { $sum: 1 } }, ctx.vars);
  const group = groupBy(() => null, fields, ctx.vars);
  const order = orderOf(ctx.vars);
  return (docs) => {
    const sorted = [...docs].map((doc) => ({ value: by(doc, ctx.vars) ?? null, doc }));
    sorted.sort((a, b) => order.compare(a.value, b.value));
    return split(sorted, Number(most), order).flatMap((bucket, i, all) => {
      const min = bucket[0]!.value;
      // The end of an interval is the beginning of the next, which is not in it; the last ends with what it holds.
      const max = (all[i + 1]?.[0] ?? bucket.at(-1)!).value;
      const [out] = group(bucket.map(({ doc }) => doc));
      return [{ ...out, _id: { min, max } }];
    });
  };
}

function split<T extends { value: Value }>(sorted: T[], most: number, order: Order): T[][] {
  const size = Math.max(1, Math.round(sorted.length / most));
  const out: T[][] = [];
  for (let begin = 0; begin < sorted.length; ) {
    let end = out.length === most - 1 ? sorted.length : Math.min(begin + size, sorted.length);
    // Equal values stay together.
    while (end < sorted.length && order.compare(sorted[end]!.value, sorted[end - 1]!.value) === 0) end++;
    out.push(sorted.slice(begin, end));
    begin = end;
  }
  return out;
}
