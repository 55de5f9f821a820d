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
import { Binary, BSONRegExp, BSONSymbol, Code, DBRef, Decimal128, Double, MaxKey, MinKey, ObjectId, Timestamp, } from 'bson';
/** The numbers that BSON gives its types. */
export const T = {
    double: 1,
    string: 2,
    object: 3,
    array: 4,
    binData: 5,
    undefined: 6,
    objectId: 7,
    bool: 8,
    date: 9,
    null: 10,
    regex: 11,
    dbPointer: 12,
    javascript: 13,
    symbol: 14,
    javascriptWithScope: 15,
    int: 16,
    timestamp: 17,
    long: 18,
    decimal: 19,
    maxKey: 127,
    minKey: -1,
};
const NAMES = new Map(Object.entries(T).map(([name, code]) => [code, name]));
export function isInt32(x) {
    return (x | 0) === x && !Object.is(x, -0);
}
/** The double of that value, in the form that is told from an int32. */
export function double(x) {
    return isInt32(x) ? new Double(x) : x;
}
export function isObject(v) {
    return typeof v === 'object' && v !== null && Object.getPrototypeOf(v) === Object.prototype;
}
export function typeOf(v) {
    switch (typeof v) {
        case 'number':
            return isInt32(v) ? T.int : T.double;
        case 'string':
            return T.string;
        case 'boolean':
            return T.bool;
        case 'bigint':
            return T.long;
        case 'undefined':
            return T.undefined;
    }
    if (v === null)
        return T.null;
    if (Array.isArray(v))
        return T.array;
    if (Object.getPrototypeOf(v) === Object.prototype)
        return T.object;
    if (v instanceof ObjectId)
        return T.objectId;
    if (v instanceof Date)
        return T.date;
    if (v instanceof Double)
        return T.double;
    if (v instanceof Decimal128)
        return T.decimal;
    if (v instanceof Binary)
        return T.binData;
    if (v instanceof Timestamp)
        return T.timestamp;
    if (v instanceof BSONRegExp)
        return T.regex;
    if (v instanceof Code)
        return v.scope ? T.javascriptWithScope : T.javascript;
    if (v instanceof BSONSymbol)
        return T.symbol;
    if (v instanceof MinKey)
        return T.minKey;
    if (v instanceof MaxKey)
        return T.maxKey;
    if (v instanceof DBRef)
        return T.dbPointer;
    throw new TypeError(`not a BSON value: ${String(v)}`);
}
export function typeName(v) {
    return NAMES.get(typeOf(v)) ?? 'missing';
}
export function typeCodeByName(name) {
    return Object.hasOwn(T, name) ? T[name] : undefined;
}
const CANONICAL = {
    [T.minKey]: -1,
    [T.undefined]: 0,
    [T.null]: 5,
    [T.double]: 10,
    [T.int]: 10,
    [T.long]: 10,
    [T.decimal]: 10,
    [T.string]: 15,
    [T.symbol]: 15,
    [T.object]: 20,
    [T.array]: 25,
    [T.binData]: 30,
    [T.objectId]: 35,
    [T.bool]: 40,
    [T.date]: 45,
    [T.timestamp]: 47,
    [T.regex]: 50,
    [T.dbPointer]: 55,
    [T.javascript]: 60,
    [T.javascriptWithScope]: 65,
    [T.maxKey]: 127,
};
/** The place of a value's type in the order of types: all numbers share one. */
export function canonical(v) {
    return typeof v === 'number' ? 10 : typeof v === 'string' ? 15 : CANONICAL[typeOf(v)];
}
export function isNumber(v) {
    return typeof v === 'number' || typeof v === 'bigint' || v instanceof Double || v instanceof Decimal128;
}
/** The same number in the nearest form JavaScript calculates with. */
export function toNumber(v) {
    if (typeof v === 'number')
        return v;
    if (typeof v === 'bigint')
        return Number(v);
    if (v instanceof Double)
        return v.value;
    return Number(String(v));
}
/** The 64 bits of a timestamp. Its own `toBigInt` goes by way of a decimal string. */
export function timestampBits(ts) {
    return (BigInt(ts.high >>> 0) << 32n) | BigInt(ts.low >>> 0);
}
/** Sets a field as its own, also one named `__proto__`. */
export function setField(doc, name, value) {
    if (name === '__proto__')
        Object.defineProperty(doc, name, { value, enumerable: true, configurable: true, writable: true });
    else
        doc[name] = value;
}
