/** Arithmetic on BSON numbers: the result takes the wider type of its operands. */
import { Decimal128, type Double } from 'bson';
import { type Dec } from './decimal.ts';
import { type Value } from './values.ts';
export type Num = number | bigint | Double | Decimal128;
/** The type of the result of an operation on both. */
export declare function widerType(a: Num, b: Num): number;
export declare function asDec(v: Num, digits?: 15 | 34): Dec;
export declare function fitsInt64(x: bigint): boolean;
/** undefined when an int64 would overflow and `overflow` does not say otherwise. */
export declare function add(a: Num, b: Num, overflow?: (x: bigint) => Num | undefined): Num | undefined;
export declare function multiply(a: Num, b: Num, overflow?: (x: bigint) => Num | undefined): Num | undefined;
export declare function divide(a: Num, b: Num): Num;
export declare function isNaNValue(v: Value): boolean;
/** Compares by value across types; NaN is below all other numbers and equal to itself. */
export declare function compareNumbers(a: Num, b: Num): number;
/** The integer a number stands for, or undefined when it has a fraction, is not a number, or does not fit int64. */
export declare function asInteger(v: Value): bigint | undefined;
