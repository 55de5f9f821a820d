/** Decimal128 arithmetic on exact integers, rounded half to even to 34 digits, as IEEE 754-2008 asks. */
import { Decimal128 } from 'bson';
const LIMIT = 10n ** 34n;
export function parseDecimal(d) {
    const m = /^([+-]?)(?:(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?|(inf(?:inity)?)|(nan))$/i.exec(String(d));
    if (!m || m[6])
        return 'nan';
    if (m[5])
        return m[1] === '-' ? '-inf' : 'inf';
    const frac = m[3] ?? '';
    const coef = BigInt((m[2] ?? '') + frac || '0');
    return { coef: m[1] === '-' ? -coef : coef, exp: Number(m[4] ?? 0) - frac.length };
}
export function toDecimal(d) {
    if (d === 'nan')
        return Decimal128.fromString('NaN');
    if (d === 'inf')
        return Decimal128.fromString('Infinity');
    if (d === '-inf')
        return Decimal128.fromString('-Infinity');
    const { coef, exp } = round34(d);
    if (coef !== 0n && exp + String(coef).replace('-', '').length > 6145)
        return toDecimal(coef < 0n ? '-inf' : 'inf');
    return Decimal128.fromStringWithRounding(`${coef}E${Math.max(-6176, Math.min(6111, exp))}`);
}
export function divideHalfEven(a, b) {
    const q = a / b;
    const r = a % b;
    const twice = (r < 0n ? -r : r) * 2n;
    const away = twice > b || (twice === b && q % 2n !== 0n);
    return away ? q + (a < 0n ? -1n : 1n) : q;
}
function round34(d) {
    const size = d.coef < 0n ? -d.coef : d.coef;
    if (size < LIMIT)
        return d;
    const drop = String(size).length - 34;
    const coef = divideHalfEven(d.coef, 10n ** BigInt(drop));
    const exp = d.exp + drop;
    // Rounding up may have made a 35th digit.
    return coef === LIMIT || coef === -LIMIT ? { coef: coef / 10n, exp: exp + 1 } : { coef, exp };
}
const isNegative = (d) => d === '-inf' || (typeof d === 'object' && d.coef < 0n);
const isZero = (d) => typeof d === 'object' && d.coef === 0n;
export function addDec(a, b) {
    if (typeof a === 'object' && typeof b === 'object') {
        const exp = Math.min(a.exp, b.exp);
        return round34({
            coef: a.coef * 10n ** BigInt(a.exp - exp) + b.coef * 10n ** BigInt(b.exp - exp),
            exp,
        });
    }
    if (a === 'nan' || b === 'nan')
        return 'nan';
    if (typeof a !== 'object' && typeof b !== 'object')
        return a === b ? a : 'nan';
    return typeof a === 'object' ? b : a;
}
export function negateDec(a) {
    if (typeof a === 'object')
        return { coef: -a.coef, exp: a.exp };
    return a === 'inf' ? '-inf' : a === '-inf' ? 'inf' : 'nan';
}
export function mulDec(a, b) {
    if (typeof a === 'object' && typeof b === 'object')
        return round34({ coef: a.coef * b.coef, exp: a.exp + b.exp });
    if (a === 'nan' || b === 'nan' || isZero(a) || isZero(b))
        return 'nan';
    return isNegative(a) === isNegative(b) ? 'inf' : '-inf';
}
export function divDec(a, b) {
    if (typeof a === 'object' && typeof b === 'object') {
        if (b.coef === 0n)
            return a.coef === 0n ? 'nan' : a.coef < 0n ? '-inf' : 'inf';
        const ideal = a.exp - b.exp;
        const scale = 36 + String(b.coef).length;
        const top = a.coef * 10n ** BigInt(scale);
        let q = top / b.coef;
        let exp = ideal - scale;
        // An exact quotient is given with the exponent nearest to the ideal one; any other in full precision.
        if (top % b.coef === 0n) {
            while (exp < ideal && q % 10n === 0n) {
                q /= 10n;
                exp++;
            }
            return round34({ coef: q, exp });
        }
        // A sticky digit keeps the rounding right.
        return round34({ coef: q * 10n + (q < 0n ? -1n : 1n), exp: exp - 1 });
    }
    if (a === 'nan' || b === 'nan' || (typeof a !== 'object' && typeof b !== 'object'))
        return 'nan';
    if (typeof a === 'object')
        return { coef: 0n, exp: -6176 };
    return isNegative(a) === isNegative(b) ? 'inf' : '-inf';
}
export function compareDec(a, b) {
    if (typeof a === 'object' && typeof b === 'object') {
        const exp = Math.min(a.exp, b.exp);
        const x = a.coef * 10n ** BigInt(a.exp - exp);
        const y = b.coef * 10n ** BigInt(b.exp - exp);
        return x < y ? -1 : x > y ? 1 : 0;
    }
    const rank = (d) => (d === 'nan' ? -2 : d === '-inf' ? -1 : d === 'inf' ? 1 : 0);
    return rank(a) - rank(b);
}
/** The double as a decimal: exactly (rounded to 34 digits), or to 15 digits as arithmetic in updates does. */
export function doubleToDec(x, digits) {
    if (Number.isNaN(x))
        return 'nan';
    if (!Number.isFinite(x))
        return x < 0 ? '-inf' : 'inf';
    if (x === 0)
        return { coef: 0n, exp: 0 };
    if (digits === 15)
        return parseDecimal(x.toPrecision(15));
    return round34(exactDec(x));
}
/** Every finite double is a finite decimal; trailing zeros below the point are dropped. */
export function exactDec(x) {
    let scale = 0;
    let whole = x;
    while (!Number.isInteger(whole)) {
        whole *= 2;
        scale++;
    }
    let coef = BigInt(whole) * 5n ** BigInt(scale);
    let exp = -scale;
    while (exp < 0 && coef % 10n === 0n) {
        coef /= 10n;
        exp++;
    }
    return { coef, exp };
}
