import { compareNumbers } from './number.js';
import { canonical, timestampBits } from './values.js';
export function compare(a, b) {
    if (a === b)
        return 0;
    if (typeof a === 'number' && typeof b === 'number') {
        if (a < b)
            return -1;
        if (a > b)
            return 1;
    }
    if (typeof a === 'string' && typeof b === 'string')
        return compareStrings(a, b);
    const kind = canonical(a);
    const other = canonical(b);
    if (kind !== other)
        return kind < other ? -1 : 1;
    return compareWithin(kind, a, b);
}
export function equal(a, b) {
    return compare(a, b) === 0;
}
function compareWithin(kind, a, b) {
    switch (kind) {
        case 10:
            return compareNumbers(a, b);
        case 15:
            return compareStrings(String(a), String(b));
        case 20:
            return compareDocs(a, b);
        case 25:
            return compareArrays(a, b);
        case 30:
            return compareBinary(a, b);
        case 35:
            return Buffer.compare(a.id, b.id);
        case 40:
            return Number(a) - Number(b);
        case 45:
            return a.getTime() - b.getTime();
        case 47: {
            const x = timestampBits(a);
            const y = timestampBits(b);
            return x < y ? -1 : x > y ? 1 : 0;
        }
        case 50:
            return (compareStrings(a.pattern, b.pattern) ||
                compareStrings(a.options, b.options));
        case 60:
        case 65:
            return (compareStrings(a.code, b.code) ||
                compareDocs(a.scope ?? {}, b.scope ?? {}));
        default:
            return 0;
    }
}
/** By the bytes of UTF-8, as the server does. That is the order of code points, not that of UTF-16 units. */
export function compareStrings(a, b) {
    const n = Math.min(a.length, b.length);
    for (let i = 0; i < n; i++) {
        const x = a.charCodeAt(i);
        const y = b.charCodeAt(i);
        if (x !== y) {
            const high = (c) => c >= 0xd800 && c <= 0xdfff;
            if (high(x) !== high(y))
                return high(x) ? 1 : -1;
            return x - y;
        }
    }
    return a.length - b.length;
}
function compareDocs(a, b) {
    const ka = Object.keys(a);
    const kb = Object.keys(b);
    for (let i = 0;; i++) {
        if (i === ka.length)
            return i === kb.length ? 0 : -1;
        if (i === kb.length)
            return 1;
        const x = a[ka[i]];
        const y = b[kb[i]];
        const kind = canonical(x) - canonical(y);
        if (kind !== 0)
            return kind;
        const name = compareStrings(ka[i], kb[i]);
        if (name !== 0)
            return name;
        const value = compare(x, y);
        if (value !== 0)
            return value;
    }
}
function compareArrays(a, b) {
    for (let i = 0;; i++) {
        if (i === a.length)
            return i === b.length ? 0 : -1;
        if (i === b.length)
            return 1;
        const value = compare(a[i], b[i]);
        if (value !== 0)
            return value;
    }
}
function compareBinary(a, b) {
    return a.length() - b.length() || a.sub_type - b.sub_type || Buffer.compare(a.value(), b.value());
}
/** Same type and same bytes: what decides whether an update changed anything. Unlike `equal`, 1 is not 1.0. */
export function identical(a, b) {
    if (a === b)
        return true;
    if (typeof a !== typeof b || typeof a !== 'object' || a === null || b === null)
        return Object.is(a, b);
    if (Array.isArray(a)) {
        if (!Array.isArray(b) || a.length !== b.length)
            return false;
        for (let i = 0; i < a.length; i++)
            if (!identical(a[i], b[i]))
                return false;
        return true;
    }
    if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b))
        return false;
    if (Object.getPrototypeOf(a) === Object.prototype) {
        const ka = Object.keys(a);
        const kb = Object.keys(b);
        if (ka.length !== kb.length)
            return false;
        for (let i = 0; i < ka.length; i++) {
            if (ka[i] !== kb[i] || !identical(a[ka[i]], b[kb[i]]))
                return false;
        }
        return true;
    }
    if ('bytes' in a && 'bytes' in b)
        return String(a) === String(b);
    return compare(a, b) === 0;
}
