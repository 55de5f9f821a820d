/** Decimal128 arithmetic on exact integers, rounded half to even to 34 digits, as IEEE 754-2008 asks. */
import { Decimal128 } from 'bson';
/** coefficient × 10^exponent, or one of the values that have none. */
export type Dec = {
    coef: bigint;
    exp: number;
} | 'nan' | 'inf' | '-inf';
export declare function parseDecimal(d: Decimal128 | string): Dec;
export declare function toDecimal(d: Dec): Decimal128;
export declare function divideHalfEven(a: bigint, b: bigint): bigint;
export declare function addDec(a: Dec, b: Dec): Dec;
export declare function negateDec(a: Dec): Dec;
export declare function mulDec(a: Dec, b: Dec): Dec;
export declare function divDec(a: Dec, b: Dec): Dec;
export declare function compareDec(a: Dec, b: Dec): number;
/** The double as a decimal: exactly (rounded to 34 digits), or to 15 digits as arithmetic in updates does. */
export declare function doubleToDec(x: number, digits: 15 | 34): Dec;
/** Every finite double is a finite decimal; trailing zeros below the point are dropped. */
export declare function exactDec(x: number): {
    coef: bigint;
    exp: number;
};
