/** What a filter says about the keys of one field: the intervals that an index has to look at, in ascending order. */
import { BSONRegExp } from 'bson';
import { keyOf } from '../bson/keystring.js';
import { isNaNValue } from '../bson/number.js';
import { canonical, isObject, T } from '../bson/values.js';
import { isOperatorObject, typeCodes } from './leaf.js';
export const TOP = '\xff'.repeat(12);
const EVERYTHING = ['', TOP];
const NULL = keyOf(null);
/** The fields that all parts of the filter must satisfy, `$and` taken apart. */
export function conjuncts(filter) {
    return Object.entries(filter).flatMap(([name, value]) => name === '$and' && Array.isArray(value)
        ? value.flatMap((part) => (isObject(part) ? conjuncts(part) : []))
        : [[name, value]]);
}
export function collectBounds(filter) {
    const out = new Map();
    for (const [name, value] of conjuncts(filter)) {
        if (name.startsWith('$'))
            continue;
        const b = isOperatorObject(value) ? operatorBounds(value) : pointBounds([value]);
        const old = out.get(name);
        if (b && (!old || (b.equality && !old.equality)))
            out.set(name, b);
    }
    return out;
}
/** Values that an index holds as they are. An array is spread over entries, so it is not one of them. */
function pointBounds(values) {
    if (values.some((v) => v === undefined || Array.isArray(v) || v instanceof BSONRegExp))
        return undefined;
    const keys = [...new Set(values.map(keyOf))].sort((a, b) => (a < b ? -1 : 1));
    return { intervals: keys.map((key) => [key, key]), equality: true, needsMissing: keys.includes(NULL) };
}
/** All but the given points. */
function complementOf(b) {
    if (!b)
        return undefined;
    const intervals = [];
    let from = '';
    for (const [low, high] of b.intervals) {
        intervals.push([from, low]);
        from = high;
    }
    intervals.push([from, TOP]);
    return { intervals, equality: false, needsMissing: !b.needsMissing };
}
function operatorBounds(ops) {
    if (Object.hasOwn(ops, '$eq'))
        return pointBounds([ops.$eq]);
    if (Array.isArray(ops.$in))
        return pointBounds(ops.$in);
    const range = rangeBounds(ops);
    if (range)
        return range;
    for (const [name, v] of Object.entries(ops)) {
        const b = looseBounds(name, v);
        if (b)
            return b;
    }
    return undefined;
}
/** Operators for which an index is only a way through the collection: it decides the order in which they match. */
function looseBounds(name, v) {
    switch (name) {
        case '$ne':
            return complementOf(pointBounds([v]));
        case '$nin':
            return Array.isArray(v) ? complementOf(pointBounds(v)) : undefined;
        case '$gte':
        case '$lte':
            // The server looks for null here also in a sparse index, which has none.
            return v === null ? { intervals: [[NULL, NULL]], equality: false, needsMissing: false } : undefined;
        case '$exists':
            return v === false || v === 0
                ? { intervals: [[NULL, NULL]], equality: false, needsMissing: true }
                : { intervals: [EVERYTHING], equality: false, needsMissing: false };
        case '$type': {
            const codes = typeCodes(v);
            if (codes.includes(T.array))
                return { intervals: [EVERYTHING], equality: false, needsMissing: false };
            return undefined;
        }
        default:
            return undefined;
    }
}
function rangeBounds(ops) {
    let low;
    let high;
    let type;
    for (const [name, v] of Object.entries(ops)) {
        if (!['$gt', '$gte', '$lt', '$lte'].includes(name))
            continue;
        const kind = canonical(v);
        const odd = v === null || v === undefined || Array.isArray(v) || kind === 127 || kind === -1 || isNaNValue(v);
        if (odd)
            return undefined;
        const key = keyOf(v);
        if (type !== undefined && type !== key[0])
            return undefined;
        type = key[0];
        if (name.startsWith('$gt'))
            low = low === undefined || key > low ? key : low;
        else
            high = high === undefined || key < high ? key : high;
    }
    if (type === undefined)
        return undefined;
    return { intervals: [[low ?? type, high ?? type + TOP]], equality: false, needsMissing: false };
}
