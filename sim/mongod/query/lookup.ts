/** `$lookup`: the documents of another collection that go with each document, by equal fields, by a pipeline, or both. */
import { type Doc, isObject, typeName, type Value } from '../bson/values.ts';
import type { Order } from '../collation/order.ts';
import { fail } from '../errors.ts';
import { bringsDocuments } from './documents.ts';
import { compileExpr, type Vars } from './expr.ts';
import { orderOf } from './expression.ts';
import { compileInner } from './inner.ts';
import { visitPath } from './path.ts';
import { atLeast } from './since.ts';
import { each, type PipelineContext, type Pipelines, put, type Stage } from './stage.ts';

/** Those of the other collection that a document is joined with. */
type Joined = (doc: Doc) => Iterable<Doc>;

export function lookup(spec: Value, ctx: PipelineContext, pipelines: Pipelines): Stage {
  if (!isObject(spec)) return fail(40319, 'the $lookup specification must be an object');
  for (const [key, v] of Object.entries(spec)) {
    if (!['from', 'as', 'localField', 'foreignField', 'let', 'pipeline'].includes(key))
      fail(9, `unknown argument to $lookup: ${key}`);
    if (['from', 'as', 'localField', 'foreignField'].includes(key) && typeof v !== 'string')
      fail(9, `$lookup argument '${key}' must be a string, is type ${typeName(v)}`);
  }
  const { from, as, localField, foreignField } = spec as Record<string, string | undefined>;
  const alone = bringsDocuments(spec.pipeline) && atLeast(ctx.vars, '6.0');
  if (from === undefined && !alone) fail(9, "must specify 'from' field for a $lookup");
  if (as === undefined) return fail(9, "must specify 'as' field for a $lookup");
  if (spec.pipeline !== undefined && !atLeast(ctx.vars, '5.0') && (localField ?? foreignField) !== undefined)
    fail(9, "$lookup with 'pipeline' may not specify 'localField' or 'foreignField'");
  if (
    (localField === undefined) !== (foreignField === undefined) ||
    (!spec.pipeline && localField === undefined)
  )
    fail(9, "$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified");
  const target = as.split('.');
  const further = spec.pipeline === undefined ? undefined : throughPipeline(spec, ctx, pipelines);
  return (docs) => {
    const others = (): Iterable<Doc> => (from === undefined ? [] : ctx.read(from));
    const joined: Joined =
      localField === undefined
        ? others
        : equalFields(others(), localField.split('.'), foreignField!.split('.'), orderOf(ctx.vars));
    return each((doc) => {
      const found = joined(doc);
      return put(doc, target, 0, [...(further ? further(doc, found) : found)]) as Doc;
    })(docs);
  };
}

function throughPipeline(
  spec: Doc,
  ctx: PipelineContext,
  pipelines: Pipelines,
): (doc: Doc, found: Iterable<Doc>) => Iterable<Doc> {
  const lets = Object.entries((spec.let as Doc) ?? {}).map(
    ([k, v]) => [k, compileExpr(v, ctx.vars)] as const,
  );
  const inner = (vars: Vars): Stage => compileInner('$lookup', spec.pipeline, { ...ctx, vars }, pipelines);
  // A bad pipeline is refused although no document may come to it.
  inner({ ...ctx.vars, ...Object.fromEntries(lets.map(([k]) => [k, null])) });
  return (doc, found) => {
    const vars: Vars = { ...ctx.vars };
    for (const [k, expr] of lets) vars[k] = expr(doc, ctx.vars);
    return inner(vars)(found);
  };
}

function equalFields(others: Iterable<Doc>, local: string[], foreign: string[], order: Order): Joined {
  const byKey = new Map<string, Doc[]>();
  for (const other of others) {
    for (const key of keysAt(other, foreign, order)) {
      const same = byKey.get(key);
      if (same) same.push(other);
      else byKey.set(key, [other]);
    }
  }
  return (doc) => {
    const found = new Set<Doc>();
    for (const key of keysAt(doc, local, order)) for (const other of byKey.get(key) ?? []) found.add(other);
    return found;
  };
}

/** The keys of all values at a path, those of an array each; of nothing there, that of null. */
export function keysAt(doc: Doc, path: string[], order: Order): Set<string> {
  const keys = new Set<string>();
  visitPath(doc, path, true, (v) => {
    keys.add(order.keyOf(typeof v === 'symbol' || v === undefined ? null : v));
    return false;
  });
  return keys;
}
