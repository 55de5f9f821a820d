/** find, count, distinct, and the cursors that find and aggregate leave behind. */
import { compare } from '../bson/compare.js';
import { encode } from '../bson/encode.js';
import { asInteger } from '../bson/number.js';
import { isObject, toNumber } from '../bson/values.js';
import { fill } from '../cursors.js';
import { fail } from '../errors.js';
import { compileFilter } from '../query/match.js';
import { unique } from '../query/operators/arrays.js';
import { visitPath } from '../query/path.js';
import { plan } from '../query/plan.js';
import { compileProjection } from '../query/project.js';
import { parseSort, sortBy } from '../query/sort.js';
import { bytesOf } from '../storage/collection.js';
import { checkFields, idl, nonNegative, oldParser } from './fields.js';
import { refuseCollation } from './write.js';
const FIND = {
    filter: 'object',
    projection: 'object',
    sort: 'object',
    hint: 'stringOrObject',
    skip: 'number',
    limit: 'number',
    batchSize: 'number',
    singleBatch: 'bool',
    max: 'object',
    min: 'object',
    returnKey: 'bool',
    showRecordId: 'bool',
    tailable: 'bool',
    oplogReplay: 'bool',
    noCursorTimeout: 'bool',
    awaitData: 'bool',
    allowPartialResults: 'bool',
    allowDiskUse: 'bool',
    collation: 'object',
    ntoreturn: 'number',
};
export function find(req) {
    const { cmd } = req;
    if (typeof cmd.find !== 'string')
        fail(9, `Failed to parse: find: ${String(cmd.find)}. 'find' field must be of BSON type string.`);
    checkFields('find', cmd, FIND, oldParser(`{ find: "${String(cmd.find)}", ... }`));
    const { ns } = req;
    for (const option of ['max', 'min', 'returnKey', 'showRecordId', 'tailable']) {
        if (cmd[option] && !(isObject(cmd[option]) && Object.keys(cmd[option]).length === 0))
            fail(2, `find option '${option}' is not supported by this server`);
    }
    if (cmd.awaitData && !cmd.tailable)
        fail(2, "Cannot set 'awaitData' without also setting 'tailable'");
    refuseCollation(cmd.collation);
    const skip = nonNegative(cmd.skip, 'Skip') ?? 0;
    const limit = nonNegative(cmd.limit, 'Limit') ?? 0;
    const batchSize = nonNegative(cmd.batchSize, 'BatchSize');
    const filter = cmd.filter ?? {};
    const { vars } = req;
    const matches = compileFilter(filter, vars);
    const projection = cmd.projection;
    const project = projection && Object.keys(projection).length > 0
        ? compileProjection(projection, { find: true, filter })
        : undefined;
    const { sort, natural } = parseFindSort(cmd.sort);
    req.txn?.check(ns);
    const coll = req.store.get(ns);
    const records = coll ? select(coll, filter, matches, sort, cmd.hint, natural) : [];
    const items = encodeAll(records, skip, limit, project && ((doc) => project(doc, vars)));
    return openCursor(req, ns, items, batchSize, cmd.singleBatch === true);
}
function parseFindSort(spec) {
    if (!spec || Object.keys(spec).length === 0)
        return { sort: undefined, natural: 0 };
    if ('$natural' in spec) {
        if (Object.keys(spec).length > 1)
            fail(2, `$natural sort cannot be set to a value other than -1 or 1.`);
        return { sort: undefined, natural: toNumber(spec.$natural) };
    }
    return { sort: parseSort(spec), natural: 0 };
}
function* select(coll, filter, matches, sort, hint, natural) {
    const p = plan(coll, filter, sort, hint, natural);
    if (!sort || p.sorted) {
        for (const rec of p.records)
            if (matches(rec.doc))
                yield rec;
        return;
    }
    const all = [];
    for (const rec of p.records)
        if (matches(rec.doc))
            all.push(rec);
    yield* sortBy(all, sort, (rec) => rec.doc);
}
function* encodeAll(records, skip, limit, project) {
    let left = limit === 0 ? Number.POSITIVE_INFINITY : limit;
    let pass = skip;
    for (const rec of records) {
        if (pass-- > 0)
            continue;
        yield project ? encode(project(rec.doc)) : bytesOf(rec);
        if (--left <= 0)
            return;
    }
}
/** The first batch, and a cursor for the rest if there is one. A batch size of 0 leaves everything to getMore. */
export function openCursor(req, ns, items, batchSize, single = false) {
    const pending = [];
    const first = batchSize === 0 ? { docs: [], open: true } : fill(items, batchSize ?? 101, pending);
    let id = 0n;
    if (first.open && !single) {
        id = req.cursors.add({
            ns,
            session: req.session?.key,
            txnNumber: req.txn?.txnNumber,
            changeStream: false,
            next: (size) => fill(items, size, pending),
            close: () => { },
        });
    }
    return { fields: {}, cursor: { name: 'firstBatch', docs: first.docs, id, ns } };
}
export async function getMore(req) {
    const { cmd } = req;
    const id = cmd.getMore;
    if (typeof id !== 'bigint')
        fail(14, `Field 'getMore' must be of type long in: getMore`);
    if (typeof cmd.collection !== 'string')
        fail(14, `Field 'collection' must be of type string in: getMore`);
    checkFields('getMore', cmd, { collection: 'string', batchSize: 'number', term: 'number', lastKnownCommittedOpTime: 'object' }, oldParser('getMore'));
    const batchSize = cmd.batchSize === undefined ? undefined : toNumber(cmd.batchSize);
    if (batchSize !== undefined && batchSize < 0)
        fail(2, `Batch size for getMore must be positive, but received: ${batchSize}`);
    if (id === 0n)
        fail(2, 'Cursor id for getMore must be non-zero');
    if (cmd.collection === '')
        fail(73, `Invalid namespace for getMore: ${req.db}.`);
    const cursor = req.cursors.get(id);
    const ns = `${req.db}.${String(cmd.collection)}`;
    if (cursor.ns !== ns)
        fail(13, `Requested getMore on namespace '${ns}', but cursor belongs to a different namespace ${cursor.ns}`);
    if (cursor.session !== req.session?.key) {
        fail(cursor.session === undefined ? 50738 : 50737, `Cannot run getMore on cursor ${String(id)}, which was created in another session`);
    }
    if (cursor.txnNumber !== undefined && cursor.txnNumber !== req.txn?.txnNumber) {
        fail(50740, `Cannot run getMore on cursor ${String(id)}, which was created in a transaction, outside it`);
    }
    req.changeStream = cursor.changeStream;
    req.member.failPoints.atCursor(req);
    if (cmd.maxTimeMS !== undefined && !cursor.changeStream)
        fail(2, 'cannot set maxTimeMS on getMore command for a non-awaitData cursor');
    const size = batchSize || Number.POSITIVE_INFINITY;
    let batch;
    try {
        batch = await cursor.next(size, cmd.maxTimeMS === undefined ? 1000 : toNumber(cmd.maxTimeMS));
    }
    catch (error) {
        req.cursors.kill(cursor.id);
        throw error;
    }
    // The cursor may have been killed while it waited.
    if (cursor.changeStream)
        req.cursors.get(cursor.id);
    if (!batch.open)
        req.cursors.kill(cursor.id);
    return {
        fields: {},
        cursor: {
            name: 'nextBatch',
            docs: batch.docs,
            id: batch.open ? cursor.id : 0n,
            ns: cursor.ns,
            postBatchResumeToken: batch.postBatchResumeToken,
        },
    };
}
export function killCursors(req) {
    const { cursors } = req.cmd;
    checkFields('killCursors', req.cmd, { cursors: 'any' }, oldParser('killCursors'));
    if (!Array.isArray(cursors))
        return fail(9, `Field 'cursors' must be of type array in: killCursors`);
    if (cursors.length === 0)
        fail(2, 'Must specify at least one cursor id in: killCursors');
    const killed = [];
    const missing = [];
    for (const id of cursors) {
        const n = asInteger(id);
        if (typeof id !== 'bigint' || n === undefined)
            return fail(9, 'Field cursors contains an element that is not of type long');
        (req.cursors.kill(n) ? killed : missing).push(n);
    }
    return {
        fields: { cursorsKilled: killed, cursorsNotFound: missing, cursorsAlive: [], cursorsUnknown: [] },
    };
}
const COUNT = {
    query: 'any',
    limit: 'number',
    skip: 'number',
    hint: 'stringOrObject',
    collation: 'object',
    fields: 'any',
    comment: 'string',
};
export function count(req) {
    const { cmd } = req;
    checkFields('count', cmd, COUNT, idl('count'));
    refuseCollation(cmd.collation);
    const skip = nonNegative(cmd.skip, 'Skip') ?? 0;
    const limit = Math.abs(cmd.limit === undefined ? 0 : toNumber(cmd.limit));
    const filter = isObject(cmd.query) ? cmd.query : {};
    const matches = compileFilter(filter, req.vars);
    const coll = req.store.get(req.ns);
    let n = 0;
    if (coll) {
        if (Object.keys(filter).length === 0 && cmd.hint === undefined)
            n = coll.count;
        else
            for (const rec of plan(coll, filter, undefined, cmd.hint).records)
                if (matches(rec.doc))
                    n++;
    }
    n = Math.max(0, n - skip);
    return { fields: { n: limit > 0 ? Math.min(n, limit) : n } };
}
const DISTINCT = {
    key: 'string',
    query: 'any',
    collation: 'object',
    hint: 'stringOrObject',
    comment: 'string',
};
export function distinct(req) {
    const { cmd } = req;
    if (cmd.key === undefined)
        fail(40414, "BSON field 'distinct.key' is missing but a required field");
    checkFields('distinct', cmd, DISTINCT, idl('distinct'));
    if (cmd.query !== undefined && cmd.query !== null && !isObject(cmd.query))
        fail(14, '"query" had the wrong type. Expected object or null');
    refuseCollation(cmd.collation);
    const filter = isObject(cmd.query) ? cmd.query : {};
    const matches = compileFilter(filter, req.vars);
    const path = String(cmd.key).split('.');
    req.txn?.check(req.ns);
    const coll = req.store.get(req.ns);
    const values = [];
    if (coll) {
        for (const rec of plan(coll, filter).records) {
            if (!matches(rec.doc))
                continue;
            visitPath(rec.doc, path, true, (v, whole) => {
                if (typeof v !== 'symbol' && !whole)
                    values.push(v);
                return false;
            });
        }
    }
    return { fields: { values: unique(values).sort(compare) } };
}
