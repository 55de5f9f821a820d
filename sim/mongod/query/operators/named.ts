/** The named arguments of an operator. */
import { isObject, typeName, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import type { Compile, Expr } from '../expression.ts';

/** What an operator takes: all of `required`, any of `optional`, no other; and the codes of its refusals. */
export interface Named {
  required: readonly string[];
  optional?: readonly string[];
  codes: readonly [type: number, unknown: number, missing: number | Readonly<Record<string, number>>];
}

/** The arguments by name, not compiled. */
export function namedValues(
  arg: Value,
  name: string,
  { required, optional = [], codes }: Named,
): Record<string, Value> {
  if (!isObject(arg)) return fail(codes[0], `${name} only supports an object as its argument`);
  for (const key of Object.keys(arg)) {
    if (!required.includes(key) && !optional.includes(key))
      fail(codes[1], `Unrecognized parameter to ${name}: ${key}`);
  }
  for (const key of required) {
    if (Object.hasOwn(arg, key)) continue;
    const code = typeof codes[2] === 'number' ? codes[2] : codes[2][key]!;
    fail(code, `Missing '${key}' parameter to ${name}`);
  }
  return arg;
}

/** The arguments by name, each compiled. */
export function named(arg: Value, name: string, takes: Named, compile: Compile): Record<string, Expr> {
  const values = namedValues(arg, name, takes);
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, compile(value)]));
}

export const absent = (v: Value): boolean => v === undefined || v === null;

/** A string among the arguments. */
export function text(v: Value, code: number, name: string, what: string): string {
  if (typeof v === 'string') return v;
  return fail(
    code,
    `${name} requires '${what}' to be a string, but got ${v === undefined ? 'missing' : typeName(v)}`,
  );
}
