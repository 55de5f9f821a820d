/** `$lookup`: the documents of another collection that go with each document, by equal fields or by a pipeline. */
import { keyOf } from '../bson/keystring.ts';
import { type Doc, isObject, typeName, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { compileExpr, type Vars } from './expr.ts';
import { compileInner } from './inner.ts';
import { visitPath } from './path.ts';
import { each, type PipelineContext, type Pipelines, put, type Stage } from './stage.ts';

export function lookup(spec: Value, ctx: PipelineContext, pipelines: Pipelines): Stage {
  if (!isObject(spec)) return fail(40319, 'the $lookup specification must be an object');
  for (const [key, v] of Object.entries(spec)) {
    if (!['from', 'as', 'localField', 'foreignField', 'let', 'pipeline'].includes(key))
      fail(9, `unknown argument to $lookup: ${key}`);
    if (['from', 'as', 'localField', 'foreignField'].includes(key) && typeof v !== 'string')
      fail(9, `$lookup argument '${key}' must be a string, is type ${typeName(v)}`);
  }
  const { from, as, localField, foreignField } = spec as Record<string, string>;
  if (from === undefined) fail(9, "must specify 'from' field for a $lookup");
  if (as === undefined) fail(9, "must specify 'as' field for a $lookup");
  const target = as!.split('.');
  if (spec.pipeline !== undefined) {
    if (localField !== undefined || foreignField !== undefined)
      fail(9, "$lookup with 'pipeline' may not specify 'localField' or 'foreignField'");
    const lets = Object.entries((spec.let as Doc) ?? {}).map(
      ([k, v]) => [k, compileExpr(v, ctx.vars)] as const,
    );
    const inner = (vars: Vars): Stage => compileInner('$lookup', spec.pipeline, { ...ctx, vars }, pipelines);
    // A bad pipeline is refused although no document may come to it.
    inner({ ...ctx.vars, ...Object.fromEntries(lets.map(([k]) => [k, null])) });
    return each((doc) => {
      const vars: Vars = { ...ctx.vars };
      for (const [k, expr] of lets) vars[k] = expr(doc, ctx.vars);
      const run = inner(vars);
      return put(doc, target, 0, [...run(ctx.read(from!))]) as Doc;
    });
  }
  if (localField === undefined || foreignField === undefined)
    fail(9, "$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified");
  return (docs) => {
    const byKey = new Map<string, Doc[]>();
    for (const other of ctx.read(from!)) {
      for (const key of keysAt(other, foreignField!.split('.')))
        byKey.set(key, [...(byKey.get(key) ?? []), other]);
    }
    return each((doc) => {
      const found = new Set<Doc>();
      for (const key of keysAt(doc, localField!.split('.')))
        for (const other of byKey.get(key) ?? []) found.add(other);
      return put(doc, target, 0, [...found]) as Doc;
    })(docs);
  };
}

/** The keys of all values at a path, those of an array each; of nothing there, that of null. */
export function keysAt(doc: Doc, path: string[]): Set<string> {
  const keys = new Set<string>();
  visitPath(doc, path, true, (v) => {
    keys.add(keyOf(typeof v === 'symbol' || v === undefined ? null : v));
    return false;
  });
  return keys;
}
