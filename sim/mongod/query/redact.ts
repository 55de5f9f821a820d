/** `$redact`: keeps, cuts off or descends into each document and what is embedded in it. */
import { type Doc, isObject, setField, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { compileExpr } from './expr.ts';
import type { PipelineContext, Stage } from './stage.ts';

export function redact(spec: Value, ctx: PipelineContext): Stage {
  const expr = compileExpr(spec, ctx.vars);
  const vars = { ...ctx.vars, DESCEND: 'descend', PRUNE: 'prune', KEEP: 'keep' };
  const visit = (v: Value): Value => {
    if (Array.isArray(v)) return v.map(visit).filter((x) => x !== undefined);
    if (!isObject(v)) return v;
    const verdict = expr(v, vars);
    if (verdict === 'keep') return v;
    if (verdict === 'prune') return undefined;
    if (verdict !== 'descend')
      return fail(
        17053,
        "$redact's expression should not return anything aside from the variables $$KEEP, $$DESCEND, and $$PRUNE",
      );
    const out: Doc = {};
    for (const [k, x] of Object.entries(v)) {
      const kept = visit(x);
      if (kept !== undefined) setField(out, k, kept);
    }
    return out;
  };
  return function* (docs) {
    for (const doc of docs) {
      const kept = visit(doc);
      if (kept !== undefined) yield kept as Doc;
    }
  };
}
