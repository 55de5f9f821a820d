/** Oplog operations as the events of a change stream. */
import type { Doc, Value } from '../bson/values.ts';
import { type DocumentOp, type Entry, type Op, toTimestamp } from '../oplog/entry.ts';
import { isAtLeast, type ServerVersion } from '../version.ts';
import { commandEvent, invalidates } from './catalogue-events.ts';
import { updateDescription } from './description.ts';
import { eventToken } from './token.ts';

/** What a stream watches: a collection, a database (`coll` undefined) or everything; and what it is told of it. */
export interface Scope {
  db: string | undefined;
  coll: string | undefined;
  version: ServerVersion;
  /** Changes of the catalogue too, and more of each. */
  expanded: boolean;
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
    const found = commandEvent(op, db, scope);
    if (!found) return [];
    const event = { ...head(entry, at, op, found.type, undefined, scope), ...found.fields };
    return invalidates(found.type, scope) ? [event, invalidateEvent(entry, at, scope)] : [event];
  }
  const coll = op.ns.slice(dot + 1);
  if (scope.coll === undefined ? coll.startsWith('system.') : coll !== scope.coll) return [];
  return [documentEvent(entry, at, op, { db, coll }, scope)];
}

function head(entry: Entry, at: number, op: Op, type: string, id: Value, scope: Scope): Doc {
  const uuid = op.op === 'n' ? undefined : op.uuid;
  const event: Doc = {};
  if (entry.txn && entry.writeId) {
    event.txnNumber = entry.writeId.txnNumber;
    event.lsid = entry.writeId.lsid;
  }
  event._id = eventToken(entry.ts, at, false, uuid, id);
  event.operationType = type;
  event.clusterTime = toTimestamp(entry.ts);
  if (scope.expanded && uuid) event.collectionUUID = uuid;
  if (isAtLeast(scope.version, '6.0')) event.wallTime = new Date(entry.wallMs);
  return event;
}

function documentEvent(entry: Entry, at: number, op: DocumentOp, ns: Doc, scope: Scope): Doc {
  const type = op.op === 'i' ? 'insert' : op.op === 'd' ? 'delete' : op.log ? 'update' : 'replace';
  const event = head(entry, at, op, type, op.id, scope);
  if (type === 'insert' || type === 'replace') event.fullDocument = op.after;
  event.ns = ns;
  event.documentKey = { _id: op.id };
  if (op.log) event.updateDescription = updateDescription(op, op.log, scope);
  return event;
}

function invalidateEvent(entry: Entry, at: number, scope: Scope): Doc {
  const op = entry.ops[at]!;
  return {
    _id: eventToken(entry.ts, at, true, op.op === 'n' ? undefined : op.uuid, undefined),
    operationType: 'invalidate',
    clusterTime: toTimestamp(entry.ts),
    ...(isAtLeast(scope.version, '6.0') && { wallTime: new Date(entry.wallMs) }),
  };
}
