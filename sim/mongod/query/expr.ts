/**
 * Compiles an aggregation expression. A missing value is `undefined`. Operators live in folder operators/ by what
 * they work on; what none of them knows is handed to `mingo` (mingo.ts), and what it does not know is refused.
 */
import { type Doc, isObject, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import type { Expr, Operator } from './expression.ts';
import { compileByMingo } from './mingo.ts';
import { arithmetic } from './operators/arithmetic.ts';
import { arrays } from './operators/arrays.ts';
import { logic } from './operators/logic.ts';
import { objects } from './operators/objects.ts';
import { scopedBy } from './operators/scoped.ts';
import { checkFieldPath } from './path.ts';

export { type Expr, truthy, type Vars } from './expression.ts';

const scoped = scopedBy(compileExpr);

function operatorOf(name: string): Operator | undefined {
  const table = [arithmetic, arrays, logic, objects].find((t) => Object.hasOwn(t, name));
  return table?.[name];
}

export function compileExpr(v: Value): Expr {
  if (typeof v === 'string' && v.startsWith('$')) return compilePath(v);
  if (Array.isArray(v)) {
    const items = v.map(compileExpr);
    return (doc, vars) => items.map((item) => item(doc, vars) ?? null);
  }
  if (!isObject(v)) return () => v;
  const names = Object.keys(v);
  if (names.some((name) => name.startsWith('$'))) {
    if (names.length !== 1)
      fail(15983, `an object representing an expression must have exactly one field: ${names}`);
    return compileOperator(names[0]!, v[names[0]!]);
  }
  const fields = names.map((name) => {
    if (name.includes('.')) fail(16412, `FieldPath field names may not contain '.'.`);
    return [name, compileExpr(v[name])] as const;
  });
  return (doc, vars) => {
    const out: Doc = {};
    for (const [name, expr] of fields) {
      const value = expr(doc, vars);
      if (value !== undefined) out[name] = value;
    }
    return out;
  };
}

function compileOperator(name: string, arg: Value): Expr {
  if (Object.hasOwn(scoped, name)) return scoped[name]!(arg, name);
  const op = operatorOf(name);
  if (!op) return compileByMingo(name, arg, compileExpr);
  const list = Array.isArray(arg) ? arg : [arg];
  const [min, max] = op.args;
  if (list.length < min || list.length > max) {
    const wanted = min === max ? `exactly ${min}` : `at least ${min} and at most ${max}`;
    fail(
      min === max ? 16020 : 28667,
      `Expression ${name} takes ${wanted} arguments. ${list.length} were passed in.`,
    );
  }
  const args = list.map(compileExpr);
  if (args.length === 1) {
    const only = args[0]!;
    return (doc, vars) => op.run(only(doc, vars));
  }
  return (doc, vars) => op.run(...args.map((expr) => expr(doc, vars)));
}

function compilePath(text: string): Expr {
  if (!text.startsWith('$$')) {
    const path = splitPath(text.slice(1));
    if (path.length === 1) {
      const name = path[0]!;
      return (doc) => (Object.hasOwn(doc, name) ? doc[name] : undefined);
    }
    return (doc) => spreadPath(doc, path, 0);
  }
  const [name, ...path] = text.slice(2).split('.');
  if (!name) return fail(16872, `empty variable names are not allowed`);
  switch (name) {
    case 'REMOVE':
      return () => undefined;
    case 'ROOT':
      return (doc, vars) => spreadPath(Object.hasOwn(vars, 'ROOT') ? vars.ROOT : doc, path, 0);
    case 'CURRENT':
      return (doc) => spreadPath(doc, path, 0);
    default:
      return (_, vars) => {
        if (!Object.hasOwn(vars, name)) fail(17276, `Use of undefined variable: ${name}`);
        return spreadPath(vars[name], path, 0);
      };
  }
}

function splitPath(text: string): string[] {
  if (text === '') fail(16872, "'$' by itself is not a valid FieldPath");
  checkFieldPath(text);
  return text.split('.');
}

/** The value at a path; on the way through an array, the list of what its elements have there. */
export function spreadPath(value: Value, path: string[], at: number): Value {
  if (at === path.length) return value;
  if (Array.isArray(value)) {
    const out: Value[] = [];
    for (const item of value) {
      if (!isObject(item)) continue;
      const found = spreadPath(item, path, at);
      if (found !== undefined) out.push(found);
    }
    return out;
  }
  if (!isObject(value) || !Object.hasOwn(value, path[at]!)) return undefined;
  return spreadPath(value[path[at]!], path, at + 1);
}
