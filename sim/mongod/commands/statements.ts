/** What write statements share, finding and checking documents; and inserts and deletes. A write that meets a transaction's waits for its end. */
import { ObjectId, Timestamp } from 'bson';
import { MAX_DOCUMENT_BYTES, oversize } from '../bson/size.ts';
import { type Doc, isObject, setField, type Value } from '../bson/values.ts';
import type { Collation } from '../collation/collation.ts';
import type { Writer } from '../engine.ts';
import { fail, MongoError } from '../errors.ts';
import { toTimestamp } from '../oplog/entry.ts';
import { compileFilter, type Predicate } from '../query/match.ts';
import { plan } from '../query/plan.ts';
import { parseSort, sortBy } from '../query/sort.ts';
import { checkStorable } from '../query/update/storable.ts';
import { Blocked } from '../session/locks.ts';
import type { Collection } from '../storage/collection.ts';
import type { Index, Rec } from '../storage/index.ts';
import { isAtLeast } from '../version.ts';
import { failedValidation } from './failed-validation.ts';
import type { Request } from './request.ts';

/** Runs a write again after each transaction that stood in its way; up to maxTimeMS where the command has one. */
export async function unblocked<R>(req: Request, run: () => R): Promise<R> {
  for (;;) {
    req.requireWritable();
    try {
      return run();
    } catch (error) {
      if (!(error instanceof Blocked)) throw error;
      req.member.tell({ kind: 'write-waited', ns: req.worksOn });
      req.waitsForLock = true;
      await wait(error.by.ended, Number(req.cmd.maxTimeMS ?? 0));
      req.waitsForLock = false;
    }
  }
}

function wait(ended: Promise<void>, maxTimeMs: number): Promise<void> {
  if (!(maxTimeMs > 0)) return ended;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new MongoError(50, 'operation exceeded time limit')), maxTimeMs);
    ended.then(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

export async function insertOne(
  req: Request,
  writer: Writer,
  ns: string,
  given: Doc,
  stmtId: number,
): Promise<void> {
  const bytes = oversize(given);
  if (bytes !== undefined)
    fail(2, `object to insert too large. size in bytes: ${bytes}, max size: ${MAX_DOCUMENT_BYTES}`);
  const doc = storable(req, given);
  await unblocked(req, () => {
    const coll = writer.collection(ns) ?? writer.create(ns);
    requireUncapped(req, coll);
    validate(req, coll, doc);
    writer.insert(coll, doc, stmtId);
  });
}

/** With an _id, at its front, and with empty timestamps filled in. */
function storable(req: Request, given: Doc): Doc {
  const doc: Doc = {};
  doc._id = Object.hasOwn(given, '_id') ? given._id : new ObjectId();
  for (const name of Object.keys(given)) {
    if (name === '_id') continue;
    if (name.startsWith('$') && !isAtLeast(req.version, '5.0'))
      fail(2, `Document can't have $ prefixed field names: ${name}`);
    const value = given[name];
    const empty = value instanceof Timestamp && value.isZero();
    setField(doc, name, empty ? toTimestamp(req.engine.clock.next()) : value);
  }
  checkId(doc._id);
  return doc;
}

export function checkId(id: Value): void {
  if (Array.isArray(id)) fail(53, "The '_id' value cannot be of type array");
  if (id === undefined) fail(53, "The '_id' value cannot be of type undefined");
  if (typeof id === 'object' && id !== null && 'pattern' in id && !isObject(id))
    fail(53, "The '_id' value cannot be of type regex");
  try {
    checkStorable(id);
  } catch (error) {
    if (!(error instanceof MongoError) || error.code !== 52) throw error;
    fail(52, `_id fields may not contain '$'-prefixed fields: ${error.message}`);
  }
}

export function validate(req: Request, coll: Collection, doc: Doc, before?: Doc): void {
  const { validator } = coll;
  if (!validator || req.cmd.bypassDocumentValidation || validator(doc)) return;
  if (before && coll.options.validationLevel === 'moderate' && !validator(before)) return;
  throw failedValidation(req.version, coll.options.validator, doc);
}

/** What a statement is to find. */
export interface Search {
  filter: Doc;
  matches: Predicate;
  hint?: Value;
  index?: Index;
  sort?: Doc;
  collation: Collation | undefined;
}

export function found(coll: Collection, { filter, matches, hint, index, collation }: Search): Rec[] {
  const out: Rec[] = [];
  for (const rec of plan(coll, filter, { hint, index, collation }).records)
    if (matches(rec.doc)) out.push(rec);
  return out;
}

export function findFirst(coll: Collection, search: Search): Rec | undefined {
  const { filter, matches, hint, sort, collation } = search;
  if (!sort || Object.keys(sort).length === 0) {
    for (const rec of plan(coll, filter, { hint, collation }).records) if (matches(rec.doc)) return rec;
    return undefined;
  }
  const pattern = parseSort(sort, collation);
  const p = plan(coll, filter, { sort: pattern, hint, collation });
  const all: Rec[] = [];
  for (const rec of p.records) {
    if (!matches(rec.doc)) continue;
    if (p.sorted) return rec;
    all.push(rec);
  }
  return sortBy(all, pattern, (rec) => rec.doc)[0];
}

/** Refuses to write to a capped collection within a transaction. */
export function requireUncapped(req: Request, coll: Collection): void {
  if (req.txn && coll.bounds)
    fail(
      263,
      `Collection '${coll.ns}' is a capped collection. Writes in transactions are not allowed on capped collections.`,
    );
}

/** Removes a record of which the collection may be rid by its client's wish. */
export function removeRecord(req: Request, writer: Writer, coll: Collection, rec: Rec, stmtId: number): void {
  requireUncapped(req, coll);
  if (coll.bounds && !isAtLeast(req.version, '5.0'))
    fail(20, `cannot remove from a capped collection: ${coll.ns}`);
  writer.remove(coll, rec, stmtId);
}

/** Deletes the first document that is found, or many. How many were deleted. */
export async function deleteDocs(
  req: Request,
  writer: Writer,
  ns: string,
  statement: { filter: Doc; hint?: Value; collation?: Value },
  many: boolean,
  stmtId: number,
): Promise<number> {
  const { filter, hint } = statement;
  const collation = req.collation(statement.collation, req.store.get(ns));
  const search: Search = { filter, matches: compileFilter(filter, req.vars(collation)), hint, collation };
  if (!many) {
    return unblocked(req, () => {
      const coll = writer.collection(ns);
      const rec = coll && findFirst(coll, search);
      if (!rec) return 0;
      removeRecord(req, writer, coll, rec, stmtId);
      return 1;
    });
  }
  const coll = writer.collection(ns);
  if (!coll) return 0;
  let n = 0;
  for (const { rid } of found(coll, search)) {
    await unblocked(req, () => {
      const rec = coll.records.get(rid);
      if (!rec || !search.matches(rec.doc)) return;
      removeRecord(req, writer, coll, rec, stmtId);
      n++;
    });
  }
  return n;
}
