/** `$group`. Groups come out in the order in which they were first met. */
import { type Doc, isObject, setField, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { type Accumulation, type Accumulator, compileAccumulator } from './accumulators/index.ts';
import { compileExpr, type Expr, type Vars } from './expr.ts';
import { orderOf } from './expression.ts';
import type { Stage } from './stage.ts';

/** A field of a group's document, and what adds it up. */
interface Field {
  name: string;
  accumulation: Accumulation;
}

export function compileGroup(spec: Value, vars: Vars): Stage {
  if (!isObject(spec)) return fail(15947, "a group's fields must be specified in an object");
  if (!('_id' in spec)) fail(15955, 'a group specification must include an _id');
  const { _id, ...fields } = spec;
  return groupBy(compileExpr(_id, vars), compileFields(fields, vars), vars);
}

export function compileFields(spec: Doc, vars: Vars): Field[] {
  return Object.entries(spec).map(([name, value]) => {
    if (!isObject(value)) return fail(40234, `The field '${name}' must be an accumulator object`);
    if (name.includes('.')) fail(40235, `The field name '${name}' cannot contain '.'`);
    if (name.startsWith('$')) fail(40236, `The field name '${name}' cannot be an operator name`);
    const ops = Object.keys(value);
    if (ops.length !== 1) fail(40238, `The field '${name}' must specify one accumulator`);
    const op = ops[0]!;
    const accumulation = compileAccumulator(op, value[op], vars);
    return { name, accumulation: accumulation ?? fail(15952, `unknown group operator '${op}'`) };
  });
}

export function groupBy(id: Expr, fields: readonly Field[], vars: Vars): Stage {
  const order = orderOf(vars);
  return (docs) => {
    const groups = new Map<string, { id: Value; accs: Accumulator[] }>();
    for (const doc of docs) {
      const value = id(doc, vars);
      const key = order.keyOf(value ?? null);
      let group = groups.get(key);
      if (!group) {
        const names = isObject(value) ? value : {};
        group = { id: value ?? null, accs: fields.map((f) => f.accumulation.start(names, vars)) };
        groups.set(key, group);
      }
      for (let i = 0; i < fields.length; i++) group.accs[i]!.add(fields[i]!.accumulation.input(doc, vars));
    }
    return [...groups.values()].map((group) => {
      const out: Doc = { _id: group.id };
      fields.forEach((f, i) => {
        setField(out, f.name, group.accs[i]!.result());
      });
      return out;
    });
  };
}
