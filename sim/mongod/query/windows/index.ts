/**
 * `$setWindowFields`: each document of a partition gets what its neighbours in an order come to.
 *
 *   bounds.ts     which documents are in the window of each
 *   functions.ts  what an output asks for: an accumulator over the window, or one of the others
 *   ranks.ts, series.ts  functions that have no window of their own; rates.ts, covariance.ts: that have one
 */
import { type Doc, isObject, typeName, type Value } from '../../bson/values.ts';
import type { Order } from '../../collation/order.ts';
import { checkFields, idl, required } from '../../commands/fields.ts';
import { fail } from '../../errors.ts';
import { compileExpr } from '../expr.ts';
import { orderOf } from '../expression.ts';
import { checkFieldPath } from '../path.ts';
import { compareKeys, parseSort, type SortPattern, sortKey } from '../sort.ts';
import { type PipelineContext, put, type Stage } from '../stage.ts';
import { compileWindowFunction } from './functions.ts';

export function setWindowFields(spec: Value, ctx: PipelineContext): Stage {
  if (!isObject(spec))
    return fail(9, `the $setWindowFields stage specification must be an object, found ${typeName(spec)}`);
  checkFields('', spec, { partitionBy: 'any', sortBy: 'object', output: 'object' }, idl('$setWindowFields'));
  required(spec, 'output', '$setWindowFields');
  const { partitionBy, sortBy, output } = spec as { partitionBy?: Value; sortBy?: Doc; output: Doc };
  const order = orderOf(ctx.vars);
  const pattern = sortBy && Object.keys(sortBy).length > 0 ? parseSort(sortBy, order) : undefined;
  const part = partitionBy === undefined ? undefined : compileExpr(partitionBy, ctx.vars);
  checkConflicts(Object.keys(output));
  const outputs = Object.entries(output).map(([name, value]) => {
    checkFieldPath(name);
    if (!isObject(value)) return fail(9, `The field '${name}' must be an object`);
    return { path: name.split('.'), run: compileWindowFunction(value, pattern, ctx.vars) };
  });
  return function* (docs) {
    const placed = [...docs].map((doc) => ({ doc, part: partitionOf(part?.(doc, ctx.vars)) }));
    for (const partition of partitions(placed, pattern, order)) {
      const columns = outputs.map(({ run }) => run(partition));
      yield* partition.map((doc, i) =>
        outputs.reduce<Doc>((out, { path }, c) => put(out, path, 0, columns[c]![i]) as Doc, doc),
      );
    }
  };
}

function partitionOf(v: Value): Value {
  if (Array.isArray(v)) fail(14, 'An expression used to partition cannot evaluate to value of type array');
  return v ?? null;
}

function checkConflicts(names: string[]): void {
  for (const a of names)
    if (names.some((b) => b !== a && b.startsWith(`${a}.`)))
      fail(6307900, "$setWindowFields 'output' specification contains two conflicting paths");
}

/** The documents of each partition, in their order. */
function partitions(
  placed: { doc: Doc; part: Value }[],
  pattern: SortPattern | undefined,
  order: Order,
): Doc[][] {
  const keyed = placed.map((one) => ({ ...one, key: pattern ? sortKey(one.doc, pattern) : [] }));
  keyed.sort((a, b) => order.compare(a.part, b.part) || (pattern ? compareKeys(a.key, b.key, pattern) : 0));
  const out: Doc[][] = [];
  keyed.forEach(({ doc, part }, i) => {
    if (i === 0 || order.compare(part, keyed[i - 1]!.part) !== 0) out.push([]);
    out.at(-1)!.push(doc);
  });
  return out;
}
