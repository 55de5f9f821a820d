import { isObject } from '../bson/values.js';
import { compileFilter } from '../query/match.js';
import { Collection } from '../storage/collection.js';
export function applyOp(store, op) {
    if (op.op === 'c')
        applyCommand(store, op);
    else if (op.op !== 'n')
        applyDocument(store, op);
}
function applyDocument(store, op) {
    const { after } = op;
    const coll = store.get(op.ns);
    if (!coll)
        return;
    const old = coll.byId(op.id);
    if (after === null) {
        if (old)
            coll.remove(old);
    }
    else if (old)
        coll.replace(old, after);
    else
        coll.insert(after);
}
function applyCommand(store, { ns, o, uuid }) {
    const db = ns.slice(0, ns.indexOf('.'));
    const target = (name) => `${db}.${String(name)}`;
    if ('create' in o) {
        if (!store.get(target(o.create)))
            store.add(newCollection(target(o.create), uuid, o.options ?? {}));
    }
    else if ('drop' in o)
        store.drop(target(o.drop));
    else if ('dropDatabase' in o)
        for (const coll of [...store.inDatabase(db)])
            store.drop(coll.ns);
    else if ('createIndexes' in o) {
        const coll = store.get(target(o.createIndexes));
        const spec = o.spec;
        if (coll && !coll.indexes.some((index) => index.spec.name === spec.name))
            addIndex(coll, spec);
    }
    else if ('dropIndexes' in o)
        store.get(target(o.dropIndexes))?.dropIndex(String(o.index));
    else if ('collMod' in o) {
        const coll = store.get(target(o.collMod));
        if (coll)
            setOptions(coll, { ...coll.options, ...o.options });
        if (coll && isObject(o.index))
            coll.alterIndex(String(o.index.name), o.index.options);
    }
    else if ('renameCollection' in o)
        rename(store, String(o.renameCollection), String(o.to));
}
export function newCollection(ns, uuid, options) {
    const coll = new Collection(ns, uuid);
    setOptions(coll, options);
    return coll;
}
export function setOptions(coll, options) {
    coll.version++;
    coll.options = options;
    const { validator } = options;
    const active = isObject(validator) && Object.keys(validator).length > 0 && options.validationLevel !== 'off';
    coll.validator = active && options.validationAction !== 'warn' ? compileFilter(validator) : undefined;
}
export function addIndex(coll, spec) {
    const partial = spec.partialFilterExpression;
    coll.addIndex(spec, partial && compileFilter(partial));
}
function rename(store, from, to) {
    const coll = store.get(from);
    if (!coll)
        return;
    const moved = newCollection(to, coll.uuid, coll.options);
    moved.records = coll.records;
    moved.indexes = coll.indexes;
    moved.nextRid = coll.nextRid;
    store.drop(from);
    store.drop(to);
    store.add(moved);
}
