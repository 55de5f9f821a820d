/** Expressions that decide themselves what to evaluate, or bind variables. */

import { asInteger } from '../../bson/number.ts';
import { type Doc, double, isObject, typeName, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import { type Compile, type Expr, type Form, truthy, type Vars } from '../expression.ts';
import { atLeast } from '../since.ts';
import { absent, named } from './named.ts';
import { conversionType, convert } from './objects.ts';

const plainName = (arg: Value, fallback: string): string => {
  const as = (arg as Doc).as;
  return typeof as === 'string' ? as : fallback;
};

function list(v: Value, name: string, code: number): Value[] | null {
  if (absent(v)) return null;
  return Array.isArray(v) ? v : fail(code, `input to ${name} must be an array not ${typeName(v)}`);
}

/** With what compiles their arguments. */
export const scopedBy = (compile: Compile, server: Vars): Record<string, Form> => ({
  $literal: (arg) => () => arg,
  $const: (arg) => () => arg,
  $expr: (arg) => compile(arg),
  $rand: (arg) => {
    if ((isObject(arg) && Object.keys(arg).length === 0) || (Array.isArray(arg) && arg.length === 0))
      return () => double(Math.random());
    return fail(3040501, '$rand not allowed to take arguments');
  },
  $cond: (arg, name) => {
    const parts = Array.isArray(arg)
      ? arg.length === 3
        ? arg.map(compile)
        : fail(16020, `Expression $cond takes exactly 3 arguments. ${arg.length} were passed in.`)
      : condParts(
          named(arg, name, { required: ['if', 'then', 'else'], codes: [17080, 17083, 17080] }, compile),
        );
    const [test, yes, no] = parts as [Expr, Expr, Expr];
    return (doc, vars) => (truthy(test(doc, vars)) ? yes(doc, vars) : no(doc, vars));
  },
  $ifNull: (arg) => {
    const list = Array.isArray(arg) ? arg : [arg];
    const many = atLeast(server, '5.0');
    if (many && list.length < 2) fail(1257300, `$ifNull needs at least two arguments, had: ${list.length}`);
    if (!many && list.length !== 2)
      fail(16020, `Expression $ifNull takes exactly 2 arguments. ${list.length} were passed in.`);
    const values = list.map(compile);
    const last = values.pop()!;
    return (doc, vars) => {
      for (const value of values) {
        const v = value(doc, vars);
        if (!absent(v)) return v;
      }
      return last(doc, vars);
    };
  },
  $switch: (arg) => {
    if (!isObject(arg)) return fail(40060, '$switch requires an object as an argument');
    if (!Array.isArray(arg.branches)) return fail(40061, '$switch expected an array for branches');
    if (arg.branches.length === 0) return fail(40068, '$switch requires at least one branch.');
    const branches = arg.branches.map((b: Doc) => [compile(b.case), compile(b.then)] as const);
    const other = 'default' in arg ? compile(arg.default) : undefined;
    return (doc, vars) => {
      for (const [test, then] of branches) if (truthy(test(doc, vars))) return then(doc, vars);
      return other
        ? other(doc, vars)
        : fail(40066, '$switch could not find a matching branch for an input, and no default was specified.');
    };
  },
  $let: (arg) => {
    if (!isObject(arg) || !isObject(arg.vars) || !('in' in arg))
      return fail(16874, '$let only supports an object as its argument');
    const vars = Object.entries(arg.vars).map(([k, v]) => [k, compile(v)] as const);
    const body = compile(arg.in);
    return (doc, outer) => {
      const inner = { ...outer };
      for (const [k, expr] of vars) inner[k] = expr(doc, outer);
      return body(doc, inner);
    };
  },
  $map: (arg, name) => {
    const as = plainName(arg, 'this');
    const { input, in: body } = named(
      { ...(arg as Doc), as: null },
      name,
      { required: ['input', 'in'], optional: ['as'], codes: [16878, 16879, 16880] },
      compile,
    ) as { input: Expr; in: Expr };
    return (doc, vars) =>
      list(input(doc, vars), name, 16883)?.map((v) => body(doc, { ...vars, [as]: v }) ?? null) ?? null;
  },
  $filter: (arg, name) => {
    const as = plainName(arg, 'this');
    const optional = atLeast(server, '6.0') ? ['as', 'limit'] : ['as'];
    const { input, cond, limit } = named(
      { ...(arg as Doc), as: null },
      name,
      { required: ['input', 'cond'], optional, codes: [28646, 28647, 28648] },
      compile,
    ) as { input: Expr; cond: Expr; limit?: Expr };
    return (doc, vars) => {
      const items = list(input(doc, vars), name, 28651);
      if (!items) return null;
      const most = filterLimit(limit?.(doc, vars));
      const out: Value[] = [];
      for (const v of items) {
        if (out.length === most) break;
        if (truthy(cond(doc, { ...vars, [as]: v }))) out.push(v);
      }
      return out;
    };
  },
  $reduce: (arg, name) => {
    const {
      input,
      initialValue,
      in: body,
    } = named(
      arg,
      name,
      { required: ['input', 'initialValue', 'in'], codes: [40075, 40076, 40077] },
      compile,
    ) as Record<string, Expr>;
    return (doc, vars) => {
      const items = list(input!(doc, vars), name, 40080);
      if (!items) return null;
      return items.reduce<Value>(
        (value, item) => body!(doc, { ...vars, value, this: item }),
        initialValue!(doc, vars),
      );
    };
  },
  $convert: (arg, name) => {
    const parts = named(
      arg,
      name,
      { required: ['input', 'to'], optional: ['onError', 'onNull'], codes: [9, 9, 9] },
      compile,
    );
    return (doc, vars) => {
      const v = parts.input!(doc, vars);
      if (absent(v)) return parts.onNull ? parts.onNull(doc, vars) : null;
      try {
        return convert(v, conversionType(parts.to!(doc, vars)));
      } catch (error) {
        if (parts.onError) return parts.onError(doc, vars);
        throw error;
      }
    };
  },
});

/** How many elements `$filter` gives at most. */
function filterLimit(v: Value): number {
  if (absent(v)) return Number.POSITIVE_INFINITY;
  const n = asInteger(v);
  if (n === undefined)
    return fail(327391, `$filter: limit must be represented as a 32-bit integral value: ${String(v)}`);
  return n > 0n ? Number(n) : fail(327392, `$filter: limit must be greater than 0: ${n}`);
}

function condParts(parts: Record<string, Expr>): Expr[] {
  return ['if', 'then', 'else'].map((key) => parts[key]!);
}
