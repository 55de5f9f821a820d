/** `$jsonSchema` (draft 4, with bsonType) as a predicate. */
import { equal } from '../bson/compare.js';
import { compareNumbers } from '../bson/number.js';
import { canonical, isNumber, isObject, T, toNumber, typeOf } from '../bson/values.js';
import { fail } from '../errors.js';
import { toRegExp, typeCodes } from './leaf.js';
const JSON_TYPES = {
    object: [T.object],
    array: [T.array],
    number: [T.int, T.long, T.double, T.decimal],
    boolean: [T.bool],
    string: [T.string],
    null: [T.null],
};
const SCHEMA_NOTES = new Set([
    'title',
    'description',
    'additionalItems',
    'exclusiveMinimum',
    'exclusiveMaximum',
]);
export function compileSchema(schema) {
    const tests = [];
    for (const [keyword, value] of Object.entries(schema)) {
        const test = compileKeyword(keyword, value, schema);
        if (test)
            tests.push(test);
    }
    return (v) => tests.every((test) => test(v));
}
const sub = (v) => isObject(v) ? compileSchema(v) : fail(14, '$jsonSchema keyword must be an object');
const subs = (v) => Array.isArray(v) ? v.map(sub) : fail(14, '$jsonSchema keyword must be an array');
const has = (v, name) => Object.hasOwn(v, name);
function compileKeyword(keyword, value, schema) {
    switch (keyword) {
        case 'bsonType': {
            const codes = typeCodes(value, 'bsonType');
            return (v) => codes.includes(typeOf(v));
        }
        case 'type': {
            const names = Array.isArray(value) ? value : [value];
            const codes = names.flatMap((n) => JSON_TYPES[String(n)] ?? fail(2, `Unknown type name alias: ${String(n)}`));
            return (v) => codes.includes(typeOf(v));
        }
        case 'required': {
            if (!Array.isArray(value) || value.length === 0)
                return fail(9, "$jsonSchema keyword 'required' must be a non-empty array");
            return (v) => !isObject(v) || value.every((name) => has(v, String(name)));
        }
        case 'properties': {
            if (!isObject(value))
                return fail(14, "$jsonSchema keyword 'properties' must be an object");
            const tests = Object.entries(value).map(([name, s]) => [name, sub(s)]);
            return (v) => !isObject(v) || tests.every(([name, test]) => !has(v, name) || test(v[name]));
        }
        case 'patternProperties': {
            if (!isObject(value))
                return fail(14, "$jsonSchema keyword 'patternProperties' must be an object");
            const tests = Object.entries(value).map(([p, s]) => [toRegExp(p, ''), sub(s)]);
            return (v) => !isObject(v) ||
                Object.keys(v).every((name) => tests.every(([re, test]) => !re.test(name) || test(v[name])));
        }
        case 'additionalProperties':
            return additional(value, schema);
        case 'minimum':
        case 'maximum':
            return bound(keyword, value, schema);
        case 'multipleOf':
            return (v) => !isNumber(v) || toNumber(v) % toNumber(value) === 0;
        case 'minLength':
        case 'maxLength':
            return (v) => typeof v !== 'string' || within(keyword, [...v].length, toNumber(value));
        case 'minItems':
        case 'maxItems':
            return (v) => !Array.isArray(v) || within(keyword, v.length, toNumber(value));
        case 'minProperties':
        case 'maxProperties':
            return (v) => !isObject(v) || within(keyword, Object.keys(v).length, toNumber(value));
        case 'pattern': {
            const re = toRegExp(String(value), '');
            return (v) => typeof v !== 'string' || re.test(v);
        }
        case 'enum': {
            if (!Array.isArray(value))
                return fail(14, "$jsonSchema keyword 'enum' must be an array");
            return (v) => value.some((one) => equal(one, v));
        }
        case 'items': {
            if (!Array.isArray(value)) {
                const test = sub(value);
                return (v) => !Array.isArray(v) || v.every(test);
            }
            const tests = subs(value);
            return (v) => !Array.isArray(v) || tests.every((test, i) => i >= v.length || test(v[i]));
        }
        case 'uniqueItems':
            return (v) => value !== true || !Array.isArray(v) || v.every((x, i) => !v.slice(0, i).some((y) => equal(x, y)));
        case 'allOf': {
            const tests = subs(value);
            return (v) => tests.every((test) => test(v));
        }
        case 'anyOf': {
            const tests = subs(value);
            return (v) => tests.some((test) => test(v));
        }
        case 'oneOf': {
            const tests = subs(value);
            return (v) => tests.filter((test) => test(v)).length === 1;
        }
        case 'not': {
            const test = sub(value);
            return (v) => !test(v);
        }
        default:
            if (SCHEMA_NOTES.has(keyword))
                return undefined;
            return fail(9, `Unknown $jsonSchema keyword: ${keyword}`);
    }
}
const within = (keyword, n, limit) => keyword.startsWith('min') ? n >= limit : n <= limit;
function bound(keyword, value, schema) {
    if (!isNumber(value))
        return fail(14, `$jsonSchema keyword '${keyword}' must be a number`);
    const strict = schema[keyword === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum'] === true;
    return (v) => {
        if (canonical(v) !== 10)
            return true;
        const order = compareNumbers(v, value) * (keyword === 'minimum' ? 1 : -1);
        return strict ? order > 0 : order >= 0;
    };
}
function additional(value, schema) {
    if (value === true)
        return undefined;
    const known = new Set(Object.keys(isObject(schema.properties) ? schema.properties : {}));
    const patterns = Object.keys(isObject(schema.patternProperties) ? schema.patternProperties : {}).map((p) => toRegExp(p, ''));
    const test = value === false ? () => false : sub(value);
    return (v) => !isObject(v) ||
        Object.keys(v).every((name) => known.has(name) || patterns.some((re) => re.test(name)) || test(v[name]));
}
