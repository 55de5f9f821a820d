/**
 * The long tail of expressions, left to `mingo`: strings, regular expressions and dates. Arguments are evaluated
 * here, with the model's types, and given to it as plain JavaScript values; a number that comes back is an int32
 * where it can be one.
 */
import { type Value } from '../bson/values.ts';
import { type Expr } from './expr.ts';
export declare function compileByMingo(name: string, arg: Value): Expr;
