import { toTimestamp } from '../oplog/entry.js';
import { eventToken } from './token.js';
/** The event of one operation for that scope, if it has one, and whether it ends the stream. */
export function eventOf(entry, at, scope) {
    const op = entry.ops[at];
    if (op.op === 'n')
        return undefined;
    const dot = op.ns.indexOf('.');
    const db = op.ns.slice(0, dot);
    if (scope.db !== undefined && db !== scope.db)
        return undefined;
    if (db === 'local' || db === 'config' || (scope.db === undefined && db === 'admin'))
        return undefined;
    if (op.op === 'c')
        return commandEvent(entry, at, op, db, scope);
    const coll = op.ns.slice(dot + 1);
    if (scope.coll === undefined ? coll.startsWith('system.') : coll !== scope.coll)
        return undefined;
    return { event: documentEvent(entry, at, op, db, coll), invalidates: false };
}
function head(entry, at, op, type, id) {
    const uuid = op.op === 'n' ? undefined : op.uuid;
    const event = {};
    if (entry.txn && entry.writeId) {
        event.txnNumber = entry.writeId.txnNumber;
        event.lsid = entry.writeId.lsid;
    }
    event._id = eventToken(entry.ts, at, false, uuid, id);
    event.operationType = type;
    event.clusterTime = toTimestamp(entry.ts);
    return event;
}
function documentEvent(entry, at, op, db, coll) {
    const type = op.op === 'i' ? 'insert' : op.op === 'd' ? 'delete' : op.log ? 'update' : 'replace';
    const event = head(entry, at, op, type, op.id);
    if (type === 'insert' || type === 'replace')
        event.fullDocument = op.after;
    event.ns = { db, coll };
    event.documentKey = { _id: op.id };
    if (op.log)
        event.updateDescription = { updatedFields: op.log.set, removedFields: op.log.unset };
    return event;
}
function commandEvent(entry, at, op, db, scope) {
    const { o } = op;
    if ('drop' in o && (scope.coll === undefined || o.drop === scope.coll)) {
        const event = head(entry, at, op, 'drop', undefined);
        event.ns = { db, coll: o.drop };
        return { event, invalidates: scope.coll !== undefined };
    }
    if ('renameCollection' in o) {
        const [from, to] = [String(o.renameCollection), String(o.to)].map((ns) => ns.slice(ns.indexOf('.') + 1));
        if (scope.coll !== undefined && from !== scope.coll && to !== scope.coll)
            return undefined;
        const event = head(entry, at, op, 'rename', undefined);
        event.ns = { db, coll: from };
        event.to = { db, coll: to };
        return { event, invalidates: scope.coll !== undefined };
    }
    if ('dropDatabase' in o && scope.coll === undefined) {
        const event = head(entry, at, op, 'dropDatabase', undefined);
        event.ns = { db };
        return { event, invalidates: scope.db !== undefined };
    }
    return undefined;
}
export function invalidateEvent(entry, at) {
    const op = entry.ops[at];
    return {
        _id: eventToken(entry.ts, at, true, op.op === 'n' ? undefined : op.uuid, undefined),
        operationType: 'invalidate',
        clusterTime: toTimestamp(entry.ts),
    };
}
