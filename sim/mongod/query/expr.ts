/**
 * Compiles an aggregation expression. A missing value is `undefined`. Operators live in folder operators/ by what
 * they work on; what none of them knows is handed to `mingo` (mingo.ts), and what it does not know is refused.
 */
import { type Doc, isObject, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import type { ServerVersion } from '../version.ts';
import {
  type Compile,
  type Expr,
  type Form,
  type Operator,
  runner,
  SERVER,
  type Vars,
} from './expression.ts';
import { FUNCTION } from './javascript.ts';
import { compileByMingo } from './mingo.ts';
import { arithmetic } from './operators/arithmetic.ts';
import { arrays } from './operators/arrays.ts';
import { bits } from './operators/bits.ts';
import { dateArithmeticBy } from './operators/date-arithmetic.ts';
import { datesBy } from './operators/dates.ts';
import { fieldsBy } from './operators/fields.ts';
import { logic } from './operators/logic.ts';
import { objects } from './operators/objects.ts';
import { pickedBy } from './operators/picked.ts';
import { scopedBy } from './operators/scoped.ts';
import { checkFieldPath } from './path.ts';
import { EXPRESSIONS, offers } from './since.ts';

export { type Expr, truthy, type Vars } from './expression.ts';

const OPERATORS: Record<string, Operator> = { ...arithmetic, ...arrays, ...bits, ...logic, ...objects };

/** Of each version of the server: what compiles an expression, and what compiles its own arguments with that. */
const compilers = new Map<ServerVersion | undefined, { compile: Compile; forms: Record<string, Form> }>();

function compilerFor(vars: Vars): Compile {
  const version = vars[SERVER];
  const known = compilers.get(version);
  if (known) return known.compile;
  const server: Vars = version ? { [SERVER]: version } : {};
  const compile: Compile = (v) => compileWith(v, compile, forms, server);
  const forms: Record<string, Form> = {
    ...scopedBy(compile, server),
    ...datesBy(compile),
    ...dateArithmeticBy(compile),
    ...fieldsBy(compile),
    ...pickedBy(compile),
    $function: FUNCTION,
  };
  compilers.set(version, { compile, forms });
  return compile;
}

/** Compiles for the server that the variables belong to. */
export function compileExpr(v: Value, vars: Vars): Expr {
  return compilerFor(vars)(v);
}

function compileWith(v: Value, compile: Compile, forms: Record<string, Form>, server: Vars): Expr {
  if (typeof v === 'string' && v.startsWith('$')) return compilePath(v);
  if (Array.isArray(v)) {
    const items = v.map(compile);
    return (doc, vars) => items.map((item) => item(doc, vars) ?? null);
  }
  if (!isObject(v)) return () => v;
  const names = Object.keys(v);
  if (names.some((name) => name.startsWith('$'))) {
    if (names.length !== 1)
      fail(15983, `an object representing an expression must have exactly one field: ${names}`);
    const name = names[0]!;
    if (!offers(EXPRESSIONS, name, server)) fail(168, `Unrecognized expression '${name}'`);
    return Object.hasOwn(forms, name) ? forms[name]!(v[name], name) : compileOperator(name, v[name], compile);
  }
  const fields = names.map((name) => {
    if (name.includes('.')) fail(16412, `FieldPath field names may not contain '.'.`);
    return [name, compile(v[name])] as const;
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

function compileOperator(name: string, arg: Value, compile: Compile): Expr {
  const op = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (!op) return compileByMingo(name, arg, compile);
  const list = Array.isArray(arg) ? arg : [arg];
  const [min, max] = op.args;
  if (list.length < min || list.length > max) {
    const wanted = min === max ? `exactly ${min}` : `at least ${min} and at most ${max}`;
    fail(
      min === max ? 16020 : 28667,
      `Expression ${name} takes ${wanted} arguments. ${list.length} were passed in.`,
    );
  }
  const args = list.map(compile);
  const run = runner(op);
  if (args.length === 1) {
    const only = args[0]!;
    return (doc, vars) => run(vars)(only(doc, vars));
  }
  return (doc, vars) => run(vars)(...args.map((expr) => expr(doc, vars)));
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
