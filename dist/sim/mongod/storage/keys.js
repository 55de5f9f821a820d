/** The values that an index (or a sort) takes from a document: one list per entry, more where arrays lie on the way. */
import { isObject } from '../bson/values.js';
import { fail } from '../errors.js';
/** Keys of `doc` for the fields `paths`. Two different arrays in one document are refused with `code`. */
export function extractKeys(doc, paths, code = 171) {
    const keys = [];
    const fixed = new Array(paths.length).fill(null);
    const open = paths.map((_, i) => i);
    const multikey = walk(doc, paths, open, fixed, keys, code);
    return { keys, multikey };
}
function walk(obj, paths, open, fixed, out, code) {
    let array;
    const rests = paths.slice();
    const through = [];
    const found = fixed.slice();
    for (const i of open) {
        const { value, rest } = descend(obj, paths[i]);
        if (Array.isArray(value)) {
            if (array !== undefined && array !== value)
                fail(code, 'cannot index parallel arrays');
            array = value;
            rests[i] = rest;
            through.push(i);
        }
        else {
            found[i] = rest.length > 0 || value === undefined ? null : value;
        }
    }
    if (array === undefined) {
        out.push(found);
        return false;
    }
    if (array.length === 0) {
        // An empty array is indexed as undefined; what lies below it as null.
        for (const i of through)
            found[i] = rests[i].length === 0 ? undefined : null;
        out.push(found);
        return true;
    }
    for (const item of array) {
        const here = found.slice();
        const deeper = [];
        for (const i of through) {
            if (rests[i].length === 0)
                here[i] = item;
            else if (isObject(item))
                deeper.push(i);
            else
                here[i] = null;
        }
        if (deeper.length === 0)
            out.push(here);
        else
            walk(item, rests, deeper, here, out, code);
    }
    return true;
}
/** Follows the path until it ends, or meets an array that it must be spread over. */
function descend(obj, path) {
    let value = obj;
    for (let i = 0; i < path.length; i++) {
        const name = path[i];
        if (Array.isArray(value)) {
            const index = /^(0|[1-9]\d*)$/.test(name) ? Number(name) : -1;
            if (index < 0)
                return { value, rest: path.slice(i) };
            if (index >= value.length)
                return { value: undefined, rest: [] };
            value = value[index];
        }
        else if (isObject(value)) {
            if (!Object.hasOwn(value, name))
                return { value: undefined, rest: [] };
            value = value[name];
        }
        else
            return { value: undefined, rest: [] };
    }
    return { value, rest: [] };
}
