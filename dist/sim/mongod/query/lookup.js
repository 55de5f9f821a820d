/** `$lookup`: the documents of another collection that go with each document, by equal fields or by a pipeline. */
import { keyOf } from '../bson/keystring.js';
import { isObject, typeName } from '../bson/values.js';
import { fail } from '../errors.js';
import { compileExpr } from './expr.js';
import { compileInner } from './inner.js';
import { visitPath } from './path.js';
import { each, put } from './stages.js';
export function lookup(spec, ctx) {
    if (!isObject(spec))
        return fail(40319, 'the $lookup specification must be an object');
    for (const [key, v] of Object.entries(spec)) {
        if (!['from', 'as', 'localField', 'foreignField', 'let', 'pipeline'].includes(key))
            fail(9, `unknown argument to $lookup: ${key}`);
        if (['from', 'as', 'localField', 'foreignField'].includes(key) && typeof v !== 'string')
            fail(9, `$lookup argument '${key}' must be a string, is type ${typeName(v)}`);
    }
    const { from, as, localField, foreignField } = spec;
    if (from === undefined)
        fail(9, "must specify 'from' field for a $lookup");
    if (as === undefined)
        fail(9, "must specify 'as' field for a $lookup");
    const target = as.split('.');
    if (spec.pipeline !== undefined) {
        if (localField !== undefined || foreignField !== undefined)
            fail(9, "$lookup with 'pipeline' may not specify 'localField' or 'foreignField'");
        const lets = Object.entries(spec.let ?? {}).map(([k, v]) => [k, compileExpr(v)]);
        const inner = (vars) => compileInner('$lookup', spec.pipeline, { ...ctx, vars });
        // A bad pipeline is refused although no document may come to it.
        inner({ ...ctx.vars, ...Object.fromEntries(lets.map(([k]) => [k, null])) });
        return each((doc) => {
            const vars = { ...ctx.vars };
            for (const [k, expr] of lets)
                vars[k] = expr(doc, ctx.vars);
            const run = inner(vars);
            return put(doc, target, 0, [...run(ctx.read(from))]);
        });
    }
    if (localField === undefined || foreignField === undefined)
        fail(9, "$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified");
    return (docs) => {
        const byKey = new Map();
        for (const other of ctx.read(from)) {
            for (const key of keysAt(other, foreignField.split('.')))
                byKey.set(key, [...(byKey.get(key) ?? []), other]);
        }
        return each((doc) => {
            const found = new Set();
            for (const key of keysAt(doc, localField.split('.')))
                for (const other of byKey.get(key) ?? [])
                    found.add(other);
            return put(doc, target, 0, [...found]);
        })(docs);
    };
}
/** The keys of all values at a path, those of an array each; of nothing there, that of null. */
export function keysAt(doc, path) {
    const keys = new Set();
    visitPath(doc, path, true, (v) => {
        keys.add(keyOf(typeof v === 'symbol' || v === undefined ? null : v));
        return false;
    });
    return keys;
}
