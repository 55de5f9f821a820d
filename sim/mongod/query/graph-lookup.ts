/** `$graphLookup`: what can be reached from a document, step by step, in another collection. */
import { asInteger } from '../bson/number.ts';
import { type Doc, isNumber, isObject, typeName, type Value } from '../bson/values.ts';
import { type Order, SIMPLE } from '../collation/order.ts';
import { fail } from '../errors.ts';
import { compileExpr } from './expr.ts';
import { orderOf } from './expression.ts';
import { keysAt } from './lookup.ts';
import { compileFilter } from './match.ts';
import { checkFieldPath, visitPath } from './path.ts';
import { each, type PipelineContext, put, type Stage } from './stage.ts';

const STRINGS = ['from', 'as', 'connectFromField', 'connectToField', 'depthField'];

export function graphLookup(spec: Value, ctx: PipelineContext): Stage {
  if (!isObject(spec))
    return fail(40327, `the $graphLookup stage specification must be an object, but found ${typeName(spec)}`);
  for (const [key, v] of Object.entries(spec)) {
    if (key === 'startWith') continue;
    if (key === 'maxDepth') checkDepth(v);
    else if (key === 'restrictSearchWithMatch') {
      if (!isObject(v)) fail(40185, `restrictSearchWithMatch must be an object, found ${typeName(v)}`);
    } else if (!STRINGS.includes(key)) fail(40104, `Unknown argument to $graphLookup: ${key}`);
    else if (typeof v !== 'string')
      fail(40103, `expected string as argument for ${key}, found: ${typeName(v)}`);
    else if (key !== 'from') checkFieldPath(v);
  }
  const { from, as, connectFromField, connectToField, depthField } = spec as Record<string, string>;
  if (!from || !as || !connectFromField || !connectToField || spec.startWith === undefined)
    return fail(
      40105,
      "$graphLookup requires 'from', 'as', 'startWith', 'connectFromField', and 'connectToField' to be specified.",
    );
  const start = compileExpr(spec.startWith, ctx.vars);
  const filter = spec.restrictSearchWithMatch;
  const allowed = isObject(filter) ? compileFilter(filter, ctx.vars) : () => true;
  const last = spec.maxDepth === undefined ? Number.POSITIVE_INFINITY : Number(asInteger(spec.maxDepth));
  const order = orderOf(ctx.vars);
  const reached = (frontier: Set<string>, others: Doc[]): Doc[] => {
    const found = new Map<string, Doc>();
    for (let depth = 0; depth <= last && frontier.size > 0; depth++) {
      const next = new Set<string>();
      for (const other of others) {
        const id = SIMPLE.keyOf(other._id);
        if (
          found.has(id) ||
          ![...keysAt(other, connectToField.split('.'), order)].some((k) => frontier.has(k))
        )
          continue;
        found.set(id, depthField ? (put(other, depthField.split('.'), 0, BigInt(depth)) as Doc) : other);
        for (const key of valuesAt(other, connectFromField.split('.'), order)) next.add(key);
      }
      frontier = next;
    }
    return [...found.values()];
  };
  return (docs) => {
    const others = [...ctx.read(from)].filter(allowed);
    return each((doc) => {
      const value = start(doc, ctx.vars);
      const keys = new Set(
        (Array.isArray(value) ? value : [value ?? null]).map((v: Value) => order.keyOf(v)),
      );
      return put(doc, as.split('.'), 0, reached(keys, others)) as Doc;
    })(docs);
  };
}

/** Where there is nothing, there is no way on. */
function valuesAt(doc: Doc, path: string[], order: Order): string[] {
  const keys: string[] = [];
  visitPath(doc, path, true, (v, whole) => {
    if (typeof v !== 'symbol' && !whole) keys.push(order.keyOf(v));
    return false;
  });
  return keys;
}

function checkDepth(v: Value): void {
  if (!isNumber(v)) fail(40100, `maxDepth requires a numeric argument, found type: ${typeName(v)}`);
  const depth = asInteger(v);
  if (depth === undefined) fail(40102, 'maxDepth could not be represented as a long long');
  else if (depth < 0n) fail(40101, `maxDepth requires a nonnegative argument, found: ${depth}`);
}
