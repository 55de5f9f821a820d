/**
 * What adds up the documents of a group or a window.
 *
 *   accumulator.ts  what one is
 *   plain.ts        those that take a value of each document; total.ts: sums
 *   several.ts      those that keep some of what they are given; n.ts: how many, quantile.ts: at which shares
 */
import { isObject, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import { compileExpr, type Expr, type Vars } from '../expr.ts';
import { orderOf } from '../expression.ts';
import { compileScript } from '../javascript.ts';
import { ACCUMULATORS, offers } from '../since.ts';
import type { Accumulation } from './accumulator.ts';
import { PLAIN } from './plain.ts';
import { SEVERAL } from './several.ts';

export type { Accumulation, Accumulator } from './accumulator.ts';

/** Undefined when there is none of that name. */
export function compileAccumulator(name: string, arg: Value, vars: Vars): Accumulation | undefined {
  if (!offers(ACCUMULATORS, name, vars)) return undefined;
  if (name === '$count') return counting(arg);
  if (name === '$accumulator') return compileScript(arg);
  if (Object.hasOwn(SEVERAL, name)) return SEVERAL[name]!(arg, name, (v) => compileExpr(v, vars));
  if (!Object.hasOwn(PLAIN, name)) return undefined;
  if (Array.isArray(arg)) fail(40237, `The ${name} accumulator is a unary operator`);
  return plain(name, compileExpr(arg, vars));
}

function plain(name: string, input: Expr): Accumulation {
  return { input, start: (_key, vars) => PLAIN[name]!(orderOf(vars)) };
}

function counting(arg: Value): Accumulation {
  if (!isObject(arg) || Object.keys(arg).length > 0) fail(14, '$count takes no arguments, i.e. $count:{}');
  return plain('$sum', () => 1);
}
