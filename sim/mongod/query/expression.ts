/** What a compiled aggregation expression is, and what operators are made of. A missing value is `undefined`. */
import { isNaNValue } from '../bson/number.ts';
import { type Doc, isNumber, toNumber, type Value } from '../bson/values.ts';
import type { ServerVersion } from '../version.ts';

/** The version of the server, where variables belong to one. */
export const SERVER = Symbol('server');

/**
 * Values of `$$name`. `CURRENT` and `ROOT` are the document itself unless given. They go wherever something is
 * compiled, and so does what there is to be known of the server.
 */
export interface Vars {
  [name: string]: Value;
  [SERVER]?: ServerVersion;
}
export type Expr = (doc: Doc, vars: Vars) => Value;
/** Compiles what stands in place of a value. */
export type Compile = (v: Value) => Expr;
/** Works on its evaluated arguments. */
export type Operator = { args: [min: number, max: number]; run: (...args: Value[]) => Value };
/** Compiles its own arguments, as it evaluates them itself. */
export type Form = (arg: Value, name: string) => Expr;

export function truthy(v: Value): boolean {
  if (v === undefined || v === null || v === false) return false;
  if (isNumber(v)) return isNaNValue(v) || toNumber(v) !== 0;
  return true;
}
