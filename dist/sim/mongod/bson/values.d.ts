/**
 * How BSON values look inside the model. Every number keeps its type, at no cost for the common ones:
 *
 *   int32   a JS number that is an integer in the range of int32 (not -0)
 *   double  any other JS number; where the value would look like an int32, an instance of `Double`
 *   int64   a bigint
 *   decimal a `Decimal128`
 *
 * All else is as the `bson` package has it. Documents are plain objects and must not be mutated once stored.
 * Not modelled: a field name that looks like an array index sorts first within its document.
 */
import { Decimal128, Double, Timestamp } from 'bson';
export type Value = unknown;
export type Doc = Record<string, unknown>;
/** The numbers that BSON gives its types. */
export declare const T: {
    readonly double: 1;
    readonly string: 2;
    readonly object: 3;
    readonly array: 4;
    readonly binData: 5;
    readonly undefined: 6;
    readonly objectId: 7;
    readonly bool: 8;
    readonly date: 9;
    readonly null: 10;
    readonly regex: 11;
    readonly dbPointer: 12;
    readonly javascript: 13;
    readonly symbol: 14;
    readonly javascriptWithScope: 15;
    readonly int: 16;
    readonly timestamp: 17;
    readonly long: 18;
    readonly decimal: 19;
    readonly maxKey: 127;
    readonly minKey: -1;
};
export declare function isInt32(x: number): boolean;
/** The double of that value, in the form that is told from an int32. */
export declare function double(x: number): number | Double;
export declare function isObject(v: Value): v is Doc;
export declare function typeOf(v: Value): number;
export declare function typeName(v: Value): string;
export declare function typeCodeByName(name: string): number | undefined;
/** The place of a value's type in the order of types: all numbers share one. */
export declare function canonical(v: Value): number;
export declare function isNumber(v: Value): v is number | bigint | Double | Decimal128;
/** The same number in the nearest form JavaScript calculates with. */
export declare function toNumber(v: Value): number;
/** The 64 bits of a timestamp. Its own `toBigInt` goes by way of a decimal string. */
export declare function timestampBits(ts: Timestamp): bigint;
/** Sets a field as its own, also one named `__proto__`. */
export declare function setField(doc: Doc, name: string, value: Value): void;
