/** `$unwind`: one document for each element of an array. */
import { isObject, typeName } from '../bson/values.js';
import { fail } from '../errors.js';
import { put } from './stages.js';
export function unwind(spec) {
    const options = typeof spec === 'string'
        ? { path: spec }
        : isObject(spec)
            ? spec
            : fail(15981, `expected either a string or an object as specification for $unwind stage, got ${typeName(spec)}`);
    for (const key of Object.keys(options)) {
        if (!['path', 'preserveNullAndEmptyArrays', 'includeArrayIndex'].includes(key))
            fail(28811, `unrecognized option to $unwind stage: ${key}`);
    }
    if (options.path === undefined)
        fail(28812, 'no path specified to $unwind stage');
    if (typeof options.path !== 'string')
        return fail(28808, `expected a string as the path for $unwind stage, got ${typeName(options.path)}`);
    if (!options.path.startsWith('$'))
        fail(28818, `path option to $unwind stage should be prefixed with a '$': ${options.path}`);
    const path = options.path.slice(1).split('.');
    const keep = options.preserveNullAndEmptyArrays === true;
    const index = options.includeArrayIndex;
    if (index?.startsWith('$'))
        fail(28822, `includeArrayIndex option to $unwind stage should not be prefixed with a '$': ${index}`);
    const withIndex = (doc, i) => index === undefined ? doc : put(doc, index.split('.'), 0, i);
    return function* (docs) {
        for (const doc of docs) {
            const value = plainPath(doc, path);
            if (Array.isArray(value)) {
                if (value.length === 0 && keep)
                    yield withIndex(put(doc, path, 0, undefined), null);
                for (let i = 0; i < value.length; i++)
                    yield withIndex(put(doc, path, 0, value[i]), BigInt(i));
            }
            else if (value !== undefined && value !== null)
                yield withIndex(doc, null);
            else if (keep)
                yield withIndex(doc, null);
        }
    };
}
/** Without stepping into arrays. */
function plainPath(doc, path) {
    let value = doc;
    for (const part of path) {
        if (!isObject(value) || !Object.hasOwn(value, part))
            return undefined;
        value = value[part];
    }
    return value;
}
