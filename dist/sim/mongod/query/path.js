/** Walks a dotted path through documents and arrays, giving the matcher every value the server would look at. */
import { isObject } from '../bson/values.js';
import { fail } from '../errors.js';
/** Refuses a path that no stage, projection, sort or expression may name. */
export function checkFieldPath(path) {
    if (path === '')
        fail(40352, 'FieldPath cannot be constructed with empty string');
    if (path.endsWith('.'))
        fail(40353, "FieldPath must not end with a '.'.");
    for (const part of path.split('.')) {
        if (part === '')
            fail(15998, 'FieldPath field names may not be empty strings.');
        if (part.startsWith('$'))
            fail(16410, "FieldPath field names may not start with '$'.");
        if (part.includes('\0'))
            fail(16411, 'FieldPath field names may not contain a null byte.');
    }
}
/** What a path gives where there is nothing. */
export const MISSING = Symbol('missing');
const isIndex = (name) => /^(0|[1-9]\d*)$/.test(name);
/** `spread`: an array at the end of the path is given by its elements, then as itself. */
export function visitPath(doc, path, spread, visit, at = 0) {
    let value = doc;
    for (let i = at; i < path.length; i++) {
        if (Array.isArray(value))
            return visitArray(value, path, i, spread, visit);
        if (!isObject(value) || !Object.hasOwn(value, path[i]))
            return visit(MISSING, false);
        value = value[path[i]];
    }
    if (!Array.isArray(value) || !spread)
        return visit(value, false);
    for (const item of value)
        if (visit(item, false))
            return true;
    return visit(value, true);
}
function visitArray(array, path, at, spread, visit) {
    const index = isIndex(path[at]) ? Number(path[at]) : -1;
    for (let i = 0; i < array.length; i++) {
        const item = array[i];
        if (isObject(item) && visitPath(item, path, spread, visit, at))
            return true;
        if (i !== index)
            continue;
        if (at === path.length - 1) {
            if (visit(item, false))
                return true;
        }
        else if (isObject(item) || Array.isArray(item)) {
            if (visitPath(item, path, spread, visit, at + 1))
                return true;
        }
    }
    return false;
}
/** The value at a path that is not spread over arrays (array indexes are followed); undefined when missing. */
export function getPath(doc, path) {
    let value = doc;
    for (const name of path) {
        if (Array.isArray(value))
            value = isIndex(name) ? value[Number(name)] : undefined;
        else if (isObject(value) && Object.hasOwn(value, name))
            value = value[name];
        else
            return undefined;
    }
    return value;
}
