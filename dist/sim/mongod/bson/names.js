/**
 * Field names, read from bytes. The same few come again and again: a table gives the string that was made the first
 * time, which spares making it and looking up whether there is one like it when it becomes a property.
 */
const SLOTS = 4096;
const LONGEST = 24;
const known = new Array(SLOTS).fill(undefined);
/** The name in `buf` from `at` up to `stop`. */
export function nameAt(buf, at, stop) {
    const length = stop - at;
    if (length > LONGEST)
        return buf.toString('utf8', at, stop);
    let hash = length;
    for (let i = at; i < stop; i++)
        hash = (Math.imul(hash, 31) + buf[i]) | 0;
    const slot = (hash ^ (hash >>> 12)) & (SLOTS - 1);
    const name = known[slot];
    if (name !== undefined && isAt(name, buf, at, length))
        return name;
    const made = buf.toString('utf8', at, stop);
    known[slot] = made;
    return made;
}
/** Only what is ASCII is recognised: elsewhere a character is not a byte. */
function isAt(name, buf, at, length) {
    if (name.length !== length)
        return false;
    for (let i = 0; i < length; i++) {
        const c = buf[at + i];
        if (c > 127 || name.charCodeAt(i) !== c)
            return false;
    }
    return true;
}
