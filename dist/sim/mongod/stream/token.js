import { keyOf } from '../bson/keystring.js';
import { isObject, typeName } from '../bson/values.js';
import { fail } from '../errors.js';
const hexTime = (ts) => `82${ts.toString(16).padStart(16, '0').toUpperCase()}`;
export function markToken(ts) {
    return { _data: `${hexTime(ts)}2B0229296E04` };
}
export function eventToken(ts, op, invalidate, uuid, id) {
    let data = `${hexTime(ts)}2B022C0100${intKey(op)}${invalidate ? '6F' : '6E'}`;
    if (uuid)
        data += `5A1004${Buffer.from(uuid.value()).toString('hex').toUpperCase()}`;
    if (id !== undefined)
        data += `46${Buffer.from(keyOf(id), 'latin1').toString('hex').toUpperCase()}`;
    return { _data: `${data}04` };
}
/** A small integer as the server's key strings have it. */
function intKey(n) {
    if (n === 0)
        return '29';
    const bytes = n < 64 ? 1 : n < 1 << 15 ? 2 : 3;
    return ((0x2a + bytes).toString(16).toUpperCase() +
        (n << 1)
            .toString(16)
            .padStart(bytes * 2, '0')
            .toUpperCase());
}
export function parseToken(token, field) {
    if (!isObject(token))
        return fail(14, `BSON field '$changeStream.${field}' is the wrong type '${typeName(token)}', expected type 'object'`);
    const data = token._data;
    if (typeof data !== 'string')
        return fail(40647, `Bad resume token: _data of missing or of wrong type. Expected string, got ${JSON.stringify(token)}`);
    if (!/^([0-9a-fA-F]{2})*$/.test(data))
        return fail(9, 'resume token string was not a valid hex string');
    const m = /^82([0-9a-f]{16})2b02(29296e04|2c0100(?:29|2b(..)|2c(....)|2d(.{6}))(6e|6f).*04)$/i.exec(data);
    if (!m)
        return fail(40649, 'Invalid resume token: it does not have the form of one');
    const op = Number.parseInt(m[3] ?? m[4] ?? m[5] ?? '0', 16) >> 1;
    return { ts: BigInt(`0x${m[1]}`), op, invalidate: m[6]?.toLowerCase() === '6f', mark: m[6] === undefined };
}
