/** Oplog operations as the events of a change stream. */
import type { Doc, Value } from '../bson/values.ts';
import { type CommandOp, type DocumentOp, type Entry, type Op, toTimestamp } from '../oplog/entry.ts';
import { eventToken } from './token.ts';

/** What a stream watches: a collection, a database (`coll` undefined) or everything. */
export interface Scope {
  db: string | undefined;
  coll: string | undefined;
}

/** What one operation is for that scope: nothing, an event, or an event and the invalidate that ends the stream. */
export function eventsOf(entry: Entry, at: number, scope: Scope): Doc[] {
  const op = entry.ops[at]!;
  if (op.op === 'n') return [];
  const dot = op.ns.indexOf('.');
  const db = op.ns.slice(0, dot);
  if (scope.db !== undefined && db !== scope.db) return [];
  if (db === 'local' || db === 'config' || (scope.db === undefined && db === 'admin')) return [];
  if (op.op === 'c') {
    const event = commandEvent(entry, at, op, db, scope);
    if (!event) return [];
    return invalidates(event, scope) ? [event, invalidateEvent(entry, at)] : [event];
  }
  const coll = op.ns.slice(dot + 1);
  if (scope.coll === undefined ? coll.startsWith('system.') : coll !== scope.coll) return [];
  return [documentEvent(entry, at, op, db, coll)];
}

function head(entry: Entry, at: number, op: Op, type: string, id: Value): Doc {
  const uuid = op.op === 'n' ? undefined : op.uuid;
  const event: Doc = {};
  if (entry.txn && entry.writeId) {
    event.txnNumber = entry.writeId.txnNumber;
    event.lsid = entry.writeId.lsid;
  }
  event._id = eventToken(entry.ts, at, false, uuid, id);
  event.operationType = type;
  event.clusterTime = toTimestamp(entry.ts);
  return event;
}

function documentEvent(entry: Entry, at: number, op: DocumentOp, db: string, coll: string): Doc {
  const type = op.op === 'i' ? 'insert' : op.op === 'd' ? 'delete' : op.log ? 'update' : 'replace';
  const event = head(entry, at, op, type, op.id);
  if (type === 'insert' || type === 'replace') event.fullDocument = op.after;
  event.ns = { db, coll };
  event.documentKey = { _id: op.id };
  if (op.log) event.updateDescription = { updatedFields: op.log.set, removedFields: op.log.unset };
  return event;
}

function commandEvent(entry: Entry, at: number, op: CommandOp, db: string, scope: Scope): Doc | undefined {
  const { o } = op;
  if ('drop' in o && (scope.coll === undefined || o.drop === scope.coll)) {
    const event = head(entry, at, op, 'drop', undefined);
    event.ns = { db, coll: o.drop };
    return event;
  }
  if ('renameCollection' in o) {
    const [from, to] = [String(o.renameCollection), String(o.to)].map((ns) => ns.slice(ns.indexOf('.') + 1));
    if (scope.coll !== undefined && from !== scope.coll && to !== scope.coll) return undefined;
    const event = head(entry, at, op, 'rename', undefined);
    event.ns = { db, coll: from };
    event.to = { db, coll: to };
    return event;
  }
  if ('dropDatabase' in o && scope.coll === undefined) {
    const event = head(entry, at, op, 'dropDatabase', undefined);
    event.ns = { db };
    return event;
  }
  return undefined;
}

/** What was watched is gone. Where everything is watched there is always something left. */
function invalidates({ operationType }: Doc, { db, coll }: Scope): boolean {
  return operationType === 'dropDatabase' ? db !== undefined : coll !== undefined;
}

function invalidateEvent(entry: Entry, at: number): Doc {
  const op = entry.ops[at]!;
  return {
    _id: eventToken(entry.ts, at, true, op.op === 'n' ? undefined : op.uuid, undefined),
    operationType: 'invalidate',
    clusterTime: toTimestamp(entry.ts),
  };
}
