/** One write statement: finding, checking and changing documents. A write that meets a transaction's waits for its end. */
import { ObjectId, Timestamp } from 'bson';
import { isObject, setField } from '../bson/values.js';
import { fail, MongoError } from '../errors.js';
import { toTimestamp } from '../oplog/entry.js';
import { compileFilter } from '../query/match.js';
import { plan } from '../query/plan.js';
import { parseSort, sortBy } from '../query/sort.js';
import { compileUpdate } from '../query/update/update.js';
import { upsertBase } from '../query/update/upsert.js';
import { Blocked } from '../session/locks.js';
/** Runs a write again after each transaction that stood in its way; up to maxTimeMS where the command has one. */
export async function unblocked(req, run) {
    for (;;) {
        req.requireWritable();
        try {
            return run();
        }
        catch (error) {
            if (!(error instanceof Blocked))
                throw error;
            req.member.tell({ kind: 'write-waited', ns: `${req.db}.${String(req.cmd[req.name])}` });
            await wait(error.by.ended, Number(req.cmd.maxTimeMS ?? 0));
        }
    }
}
function wait(ended, maxTimeMs) {
    if (!(maxTimeMs > 0))
        return ended;
    return new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new MongoError(50, 'operation exceeded time limit')), maxTimeMs);
        ended.then(() => {
            clearTimeout(timer);
            resolve();
        });
    });
}
export async function insertOne(req, writer, ns, given, stmtId) {
    const doc = storable(req, given);
    await unblocked(req, () => {
        const coll = writer.collection(ns) ?? writer.create(ns);
        validate(req, coll, doc);
        writer.insert(coll, doc, stmtId);
    });
}
/** With an _id, at its front, and with empty timestamps filled in. */
function storable(req, given) {
    const doc = {};
    doc._id = Object.hasOwn(given, '_id') ? given._id : new ObjectId();
    for (const name of Object.keys(given)) {
        if (name === '_id')
            continue;
        if (name.startsWith('$'))
            fail(2, `Document can't have $ prefixed field names: ${name}`);
        const value = given[name];
        const empty = value instanceof Timestamp && value.isZero();
        setField(doc, name, empty ? toTimestamp(req.engine.clock.next()) : value);
    }
    checkId(doc._id);
    return doc;
}
function checkId(id) {
    if (Array.isArray(id))
        fail(53, "The '_id' value cannot be of type array");
    if (id === undefined)
        fail(53, "The '_id' value cannot be of type undefined");
    if (typeof id === 'object' && id !== null && 'pattern' in id && !isObject(id))
        fail(53, "The '_id' value cannot be of type regex");
    if (isObject(id) && Object.keys(id).some((k) => k.startsWith('$')))
        fail(52, `_id fields may not contain '$'-prefixed fields: ${Object.keys(id)[0]} is not valid for storage.`);
}
function validate(req, coll, doc, before) {
    const { validator } = coll;
    if (!validator || req.cmd.bypassDocumentValidation || validator(doc))
        return;
    if (before && coll.options.validationLevel === 'moderate' && !validator(before))
        return;
    fail(121, 'Document failed validation');
}
export async function updateDocs(req, writer, ns, s, stmtId) {
    const vars = { ...req.vars, ...s.vars };
    const options = {
        filter: s.filter,
        vars,
        now: () => new Date(),
        clusterTime: () => toTimestamp(req.engine.clock.next()),
        ...(s.arrayFilters ? { arrayFilters: s.arrayFilters } : {}),
    };
    const update = compileUpdate(s.update, options);
    if (s.multi && update.kind === 'replacement')
        fail(9, 'multi update is not supported for replacement-style update');
    const matches = compileFilter(s.filter, vars);
    const result = { matched: 0, modified: 0 };
    if (s.multi)
        await updateMany(req, writer, ns, s, matches, update, result, stmtId);
    else {
        await unblocked(req, () => {
            const coll = writer.collection(ns);
            const rec = coll && findFirst(coll, s, matches);
            if (rec)
                updateRecord(req, writer, coll, rec, update, result, stmtId);
        });
    }
    if (result.matched === 0 && s.upsert)
        await upsert(req, writer, ns, s, update, result, stmtId);
    return result;
}
async function updateMany(req, writer, ns, s, matches, update, result, stmtId) {
    const coll = writer.collection(ns);
    if (!coll)
        return;
    // First found, then changed: a change must not make a document be found again.
    for (const { rid } of found(coll, s.filter, matches, s.hint)) {
        await unblocked(req, () => {
            const rec = coll.records.get(rid);
            if (rec && matches(rec.doc))
                updateRecord(req, writer, coll, rec, update, result, stmtId);
        });
    }
}
export function found(coll, filter, matches, hint) {
    const out = [];
    for (const rec of plan(coll, filter, undefined, hint).records)
        if (matches(rec.doc))
            out.push(rec);
    return out;
}
export function findFirst(coll, s, matches) {
    if (!s.sort || Object.keys(s.sort).length === 0) {
        for (const rec of plan(coll, s.filter, undefined, s.hint).records)
            if (matches(rec.doc))
                return rec;
        return undefined;
    }
    const pattern = parseSort(s.sort);
    const p = plan(coll, s.filter, pattern, s.hint);
    const all = [];
    for (const rec of p.records) {
        if (!matches(rec.doc))
            continue;
        if (p.sorted)
            return rec;
        all.push(rec);
    }
    return sortBy(all, pattern, (rec) => rec.doc)[0];
}
function updateRecord(req, writer, coll, rec, update, result, stmtId) {
    const updated = update.apply(rec.doc);
    result.before = rec.doc;
    result.after = updated.doc;
    if (updated.changed) {
        validate(req, coll, updated.doc, rec.doc);
        writer.replace(coll, rec, updated.doc, updated.log, stmtId);
        result.modified++;
    }
    result.matched++;
}
async function upsert(req, writer, ns, s, update, result, stmtId) {
    const base = upsertBase(s.filter, update.kind === 'replacement');
    const made = update.apply(base, true).doc;
    const doc = { _id: Object.hasOwn(made, '_id') ? made._id : new ObjectId() };
    for (const [name, value] of Object.entries(made))
        if (name !== '_id')
            setField(doc, name, value);
    checkId(doc._id);
    await unblocked(req, () => {
        const coll = writer.collection(ns) ?? writer.create(ns);
        validate(req, coll, doc);
        writer.insert(coll, doc, stmtId);
    });
    result.upserted = doc;
}
/** How many documents were deleted. */
export async function deleteOne(req, writer, ns, filter, many, hint, stmtId) {
    const matches = compileFilter(filter, req.vars);
    if (!many) {
        return unblocked(req, () => {
            const coll = writer.collection(ns);
            const rec = coll && findFirst(coll, { filter, hint }, matches);
            if (!rec)
                return 0;
            writer.remove(coll, rec, stmtId);
            return 1;
        });
    }
    const coll = writer.collection(ns);
    if (!coll)
        return 0;
    let n = 0;
    for (const { rid } of found(coll, filter, matches, hint)) {
        await unblocked(req, () => {
            const rec = coll.records.get(rid);
            if (!rec || !matches(rec.doc))
                return;
            writer.remove(coll, rec, stmtId);
            n++;
        });
    }
    return n;
}
