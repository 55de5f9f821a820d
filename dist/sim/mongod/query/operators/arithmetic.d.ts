import { type Num } from '../../bson/number.ts';
import type { Operator } from '../expr.ts';
export declare function negate(v: Num): Num;
export declare const arithmetic: Record<string, Operator>;
/** The mean of a total and a count: decimal where the total is, else double. */
export declare function mean(total: Num, count: number): Num;
