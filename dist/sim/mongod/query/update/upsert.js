/** The document that an upsert starts from: what the filter says must be equal. */
import { BSONRegExp } from 'bson';
import { isObject, setField } from '../../bson/values.js';
import { fail } from '../../errors.js';
import { isOperatorObject } from '../leaf.js';
export function upsertBase(filter, replacing) {
    const fields = new Map();
    collect(filter, fields);
    const doc = {};
    if (fields.has('_id'))
        doc._id = fields.get('_id');
    if (replacing)
        return doc;
    for (const [path, value] of fields)
        if (path !== '_id')
            setAt(doc, path.split('.'), value, path);
    return doc;
}
function collect(filter, fields) {
    for (const [name, value] of Object.entries(filter)) {
        if (name === '$and' || (name === '$or' && Array.isArray(value) && value.length === 1)) {
            for (const part of value)
                collect(part, fields);
        }
        else if (!name.startsWith('$')) {
            if (isOperatorObject(value)) {
                if (Object.hasOwn(value, '$eq'))
                    put(name, value.$eq, fields);
                else if (Array.isArray(value.$all) && value.$all.length === 1 && !isOperatorObject(value.$all[0]))
                    put(name, value.$all[0], fields);
                else if (Array.isArray(value.$in) && value.$in.length === 1 && !(value.$in[0] instanceof BSONRegExp))
                    put(name, value.$in[0], fields);
            }
            else if (!(value instanceof BSONRegExp))
                put(name, value, fields);
        }
    }
}
function put(path, value, fields) {
    if (fields.has(path))
        fail(54, `cannot infer query fields to set, path '${path}' is matched twice`);
    for (const other of fields.keys()) {
        if (other.startsWith(`${path}.`) || path.startsWith(`${other}.`)) {
            const [a, b] = other.length > path.length ? [path, other] : [other, path];
            fail(54, `cannot infer query fields to set, both paths '${b}' and '${a}' are matched`);
        }
    }
    fields.set(path, value);
}
function setAt(doc, path, value, full) {
    let here = doc;
    for (const part of path.slice(0, -1)) {
        const next = here[part];
        if (next !== undefined && !isObject(next))
            fail(28, `Cannot create field in '${full}'`);
        const inner = isObject(next) ? next : {};
        setField(here, part, inner);
        here = inner;
    }
    setField(here, path.at(-1), value);
}
