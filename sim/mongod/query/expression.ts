/** What a compiled aggregation expression is, and what operators are made of. A missing value is `undefined`. */
import type { Doc, Value } from '../bson/values.ts';
import { type Order, SIMPLE } from '../collation/order.ts';
import type { ServerVersion } from '../version.ts';

/** The version of the server, where variables belong to one. */
export { truthy } from '../bson/number.ts';

export const SERVER = Symbol('server');
/** The order in which values are compared, where it is not the usual one. */
const ORDER = Symbol('order');

/**
 * Values of `$$name`. `CURRENT` and `ROOT` are the document itself unless given. They go wherever something is
 * compiled, and so does what there is to be known of the server, and how it is to compare.
 */
export interface Vars {
  [name: string]: Value;
  [SERVER]?: ServerVersion;
  [ORDER]?: Order;
}

/** The order in which whoever has these variables compares values. */
export const orderOf = (vars: Vars): Order => vars[ORDER] ?? SIMPLE;

/** The variables, with values to be compared in that order; as they are where it is the usual one. */
export function varsUnder(order: Order | undefined, vars: Vars = {}): Vars {
  return order ? { ...vars, [ORDER]: order } : vars;
}

export type Expr = (doc: Doc, vars: Vars) => Value;
/** Compiles what stands in place of a value. */
export type Compile = (v: Value) => Expr;
type Run = (...args: Value[]) => Value;
/** Works on its evaluated arguments; one that compares them does so in an order that it is given. */
export type Operator = { args: [min: number, max: number] } & (
  | { run: Run }
  | { under: (order: Order) => Run }
);
/** Compiles its own arguments, as it evaluates them itself. */
export type Form = (arg: Value, name: string) => Expr;

/** What runs an operator. */
export function runner(op: Operator): (vars: Vars) => Run {
  if ('run' in op) return () => op.run;
  const usual = op.under(SIMPLE);
  return (vars) => {
    const order = orderOf(vars);
    return order === SIMPLE ? usual : op.under(order);
  };
}
