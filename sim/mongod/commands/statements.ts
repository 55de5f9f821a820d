/** One write statement: finding, checking and changing documents. A write that meets a transaction's waits for its end. */
import { ObjectId, Timestamp } from 'bson';
import { MAX_DOCUMENT_BYTES, oversize } from '../bson/size.ts';
import { type Doc, isObject, setField, type Value } from '../bson/values.ts';
import type { Writer } from '../engine.ts';
import { fail, MongoError } from '../errors.ts';
import { toTimestamp } from '../oplog/entry.ts';
import { compileFilter, type Predicate } from '../query/match.ts';
import { plan } from '../query/plan.ts';
import { parseSort, sortBy } from '../query/sort.ts';
import { compileUpdate, type Update } from '../query/update/update.ts';
import { meetsItsOwn, upsertBase } from '../query/update/upsert.ts';
import { Blocked } from '../session/locks.ts';
import type { Collection } from '../storage/collection.ts';
import type { Rec } from '../storage/index.ts';
import type { Request } from './request.ts';

/** The server's own bound, for an upsert whose filter never finds the key that it meets. */
const MAX_ATTEMPTS = 1000;

/** Runs a write again after each transaction that stood in its way; up to maxTimeMS where the command has one. */
export async function unblocked<R>(req: Request, run: () => R): Promise<R> {
  for (;;) {
    req.requireWritable();
    try {
      return run();
    } catch (error) {
      if (!(error instanceof Blocked)) throw error;
      req.member.tell({ kind: 'write-waited', ns: `${req.db}.${String(req.cmd[req.name])}` });
      await wait(error.by.ended, Number(req.cmd.maxTimeMS ?? 0));
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
    if (name.startsWith('$')) fail(2, `Document can't have $ prefixed field names: ${name}`);
    const value = given[name];
    const empty = value instanceof Timestamp && value.isZero();
    setField(doc, name, empty ? toTimestamp(req.engine.clock.next()) : value);
  }
  checkId(doc._id);
  return doc;
}

function checkId(id: Value): void {
  if (Array.isArray(id)) fail(53, "The '_id' value cannot be of type array");
  if (id === undefined) fail(53, "The '_id' value cannot be of type undefined");
  if (typeof id === 'object' && id !== null && 'pattern' in id && !isObject(id))
    fail(53, "The '_id' value cannot be of type regex");
  if (isObject(id) && Object.keys(id).some((k) => k.startsWith('$')))
    fail(
      52,
      `_id fields may not contain '$'-prefixed fields: ${Object.keys(id)[0]} is not valid for storage.`,
    );
}

function validate(req: Request, coll: Collection, doc: Doc, before?: Doc): void {
  const { validator } = coll;
  if (!validator || req.cmd.bypassDocumentValidation || validator(doc)) return;
  if (before && coll.options.validationLevel === 'moderate' && !validator(before)) return;
  fail(121, 'Document failed validation');
}

export interface UpdateStatement {
  filter: Doc;
  update: Value;
  multi: boolean;
  upsert: boolean;
  vars: Doc;
  arrayFilters?: Doc[];
  hint?: Value;
  sort?: Doc;
}

export interface UpdateResult {
  matched: number;
  modified: number;
  upserted?: Doc;
  /** Of the last document changed. */
  before?: Doc;
  after?: Doc;
}

export async function updateDocs(
  req: Request,
  writer: Writer,
  ns: string,
  s: UpdateStatement,
  stmtId: number,
): Promise<UpdateResult> {
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
  for (let attempt = 1; ; attempt++) {
    const result: UpdateResult = { matched: 0, modified: 0 };
    try {
      if (s.multi) await updateMany(req, writer, ns, s, matches, update, result, stmtId);
      else await updateFirst(req, writer, ns, s, matches, update, result, stmtId);
      if (result.matched > 0 || !s.upsert) return result;
      if (attempt === 1 && !req.txn) await upsertGap(req);
      await upsert(req, writer, ns, s, update, result, stmtId);
      return result;
    } catch (error) {
      // Another was faster to insert what this one looked for, which is there to be updated now.
      if (!s.upsert || s.multi || attempt === MAX_ATTEMPTS || !meetsItsOwn(s.filter, error)) throw error;
    }
  }
}

/** An upsert looks and then inserts; what others do in between it does not see. */
async function upsertGap({ member }: Request): Promise<void> {
  const ms = member.options.upsertGapMs?.() ?? 0;
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
}

async function updateFirst(
  req: Request,
  writer: Writer,
  ns: string,
  s: UpdateStatement,
  matches: Predicate,
  update: Update,
  result: UpdateResult,
  stmtId: number,
): Promise<void> {
  await unblocked(req, () => {
    const coll = writer.collection(ns);
    const rec = coll && findFirst(coll, s, matches);
    if (rec) updateRecord(req, writer, coll, rec, update, result, stmtId);
  });
}

async function updateMany(
  req: Request,
  writer: Writer,
  ns: string,
  s: UpdateStatement,
  matches: Predicate,
  update: Update,
  result: UpdateResult,
  stmtId: number,
): Promise<void> {
  const coll = writer.collection(ns);
  if (!coll) return;
  // First found, then changed: a change must not make a document be found again.
  for (const { rid } of found(coll, s.filter, matches, s.hint)) {
    await unblocked(req, () => {
      const rec = coll.records.get(rid);
      if (rec && matches(rec.doc)) updateRecord(req, writer, coll, rec, update, result, stmtId);
    });
  }
}

export function found(coll: Collection, filter: Doc, matches: Predicate, hint?: Value): Rec[] {
  const out: Rec[] = [];
  for (const rec of plan(coll, filter, undefined, hint).records) if (matches(rec.doc)) out.push(rec);
  return out;
}

export function findFirst(
  coll: Collection,
  s: { filter: Doc; hint?: Value; sort?: Doc },
  matches: Predicate,
): Rec | undefined {
  if (!s.sort || Object.keys(s.sort).length === 0) {
    for (const rec of plan(coll, s.filter, undefined, s.hint).records) if (matches(rec.doc)) return rec;
    return undefined;
  }
  const pattern = parseSort(s.sort);
  const p = plan(coll, s.filter, pattern, s.hint);
  const all: Rec[] = [];
  for (const rec of p.records) {
    if (!matches(rec.doc)) continue;
    if (p.sorted) return rec;
    all.push(rec);
  }
  return sortBy(all, pattern, (rec) => rec.doc)[0];
}

function updateRecord(
  req: Request,
  writer: Writer,
  coll: Collection,
  rec: Rec,
  update: Update,
  result: UpdateResult,
  stmtId: number,
): void {
  const updated = update.apply(rec.doc);
  result.before = rec.doc;
  result.after = updated.doc;
  if (updated.changed) {
    if (oversize(updated.doc) !== undefined)
      fail(17419, `Resulting document after update is larger than ${MAX_DOCUMENT_BYTES}`);
    validate(req, coll, updated.doc, rec.doc);
    writer.replace(coll, rec, updated.doc, updated.log, stmtId);
    result.modified++;
  }
  result.matched++;
}

async function upsert(
  req: Request,
  writer: Writer,
  ns: string,
  s: UpdateStatement,
  update: Update,
  result: UpdateResult,
  stmtId: number,
): Promise<void> {
  const base = upsertBase(s.filter, update.kind === 'replacement');
  const made = update.apply(base, true).doc;
  const doc: Doc = { _id: Object.hasOwn(made, '_id') ? made._id : new ObjectId() };
  for (const [name, value] of Object.entries(made)) if (name !== '_id') setField(doc, name, value);
  checkId(doc._id);
  if (oversize(doc) !== undefined) fail(17420, `Document to upsert is larger than ${MAX_DOCUMENT_BYTES}`);
  await unblocked(req, () => {
    const coll = writer.collection(ns) ?? writer.create(ns);
    validate(req, coll, doc);
    writer.insert(coll, doc, stmtId);
  });
  result.upserted = doc;
}

/** How many documents were deleted. */
export async function deleteOne(
  req: Request,
  writer: Writer,
  ns: string,
  filter: Doc,
  many: boolean,
  hint: Value,
  stmtId: number,
): Promise<number> {
  const matches = compileFilter(filter, req.vars);
  if (!many) {
    return unblocked(req, () => {
      const coll = writer.collection(ns);
      const rec = coll && findFirst(coll, { filter, hint }, matches);
      if (!rec) return 0;
      writer.remove(coll, rec, stmtId);
      return 1;
    });
  }
  const coll = writer.collection(ns);
  if (!coll) return 0;
  let n = 0;
  for (const { rid } of found(coll, filter, matches, hint)) {
    await unblocked(req, () => {
      const rec = coll.records.get(rid);
      if (!rec || !matches(rec.doc)) return;
      writer.remove(coll, rec, stmtId);
      n++;
    });
  }
  return n;
}
