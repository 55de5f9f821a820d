/** One update statement: what it finds is changed, and what it does not find may be inserted. */
import { ObjectId } from 'bson';
import { encode } from '../bson/encode.ts';
import { MAX_DOCUMENT_BYTES, oversize } from '../bson/size.ts';
import { type Doc, setField, type Value } from '../bson/values.ts';
import type { Writer } from '../engine.ts';
import { fail } from '../errors.ts';
import { toTimestamp } from '../oplog/entry.ts';
import { compileFilter } from '../query/match.ts';
import { compileUpdate, type Update } from '../query/update/update.ts';
import { meetsItsOwn, upsertBase } from '../query/update/upsert.ts';
import { bytesOf, type Collection } from '../storage/collection.ts';
import type { Rec } from '../storage/index.ts';
import { isAtLeast } from '../version.ts';
import type { Request } from './request.ts';
import {
  checkId,
  findFirst,
  found,
  requireUncapped,
  type Search,
  unblocked,
  validate,
} from './statements.ts';

/** The server's own bound, for an upsert whose filter never finds the key that it meets. */
const MAX_ATTEMPTS = 1000;

export interface UpdateStatement {
  filter: Doc;
  update: Value;
  multi: boolean;
  upsert: boolean;
  vars: Doc;
  arrayFilters?: Doc[];
  hint?: Value;
  sort?: Doc;
  collation?: Value;
}

export interface UpdateResult {
  matched: number;
  modified: number;
  upserted?: Doc;
  /** Of the last document changed. */
  before?: Doc;
  after?: Doc;
}

/** A statement that is being carried out. */
interface Job {
  req: Request;
  writer: Writer;
  ns: string;
  statement: UpdateStatement;
  search: Search;
  update: Update;
  stmtId: number;
  result: UpdateResult;
}

export async function updateDocs(
  req: Request,
  writer: Writer,
  ns: string,
  statement: UpdateStatement,
  stmtId: number,
): Promise<UpdateResult> {
  const { filter, multi, upsert: mayInsert, arrayFilters } = statement;
  const collation = req.collation(statement.collation, req.store.get(ns));
  const vars = { ...req.vars(collation), ...statement.vars };
  const options = {
    filter,
    vars,
    now: () => new Date(),
    clusterTime: () => toTimestamp(req.engine.clock.next()),
    ...(arrayFilters ? { arrayFilters } : {}),
  };
  const update = compileUpdate(statement.update, options);
  if (multi && update.kind === 'replacement')
    fail(9, 'multi update is not supported for replacement-style update');
  const search: Search = { filter, matches: compileFilter(filter, vars), collation };
  if (statement.hint !== undefined) search.hint = statement.hint;
  if (statement.sort) search.sort = statement.sort;
  for (let attempt = 1; ; attempt++) {
    const result: UpdateResult = { matched: 0, modified: 0 };
    const job: Job = { req, writer, ns, statement, search, update, stmtId, result };
    try {
      if (multi) await updateMany(job);
      else await updateFirst(job);
      if (result.matched > 0 || !mayInsert) return result;
      if (attempt === 1 && !req.txn) await upsertGap(req);
      await upsert(job);
      return result;
    } catch (error) {
      // Another was faster to insert what this one looked for, which is there to be updated now.
      if (!mayInsert || multi || attempt === MAX_ATTEMPTS || !meetsItsOwn(filter, error, collation))
        throw error;
    }
  }
}

/** An upsert looks and then inserts; what others do in between it does not see. */
async function upsertGap({ member }: Request): Promise<void> {
  const ms = member.options.upsertGapMs?.() ?? 0;
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
}

async function updateFirst(job: Job): Promise<void> {
  const { req, writer, ns, search } = job;
  await unblocked(req, () => {
    const coll = writer.collection(ns);
    const rec = coll && findFirst(coll, search);
    if (rec) updateRecord(job, coll, rec);
  });
}

async function updateMany(job: Job): Promise<void> {
  const { req, writer, ns, search } = job;
  const coll = writer.collection(ns);
  if (!coll) return;
  // First found, then changed: a change must not make a document be found again.
  for (const { rid } of found(coll, search)) {
    await unblocked(req, () => {
      const rec = coll.records.get(rid);
      if (rec && search.matches(rec.doc)) updateRecord(job, coll, rec);
    });
  }
}

function updateRecord({ req, writer, update, stmtId, result }: Job, coll: Collection, rec: Rec): void {
  const updated = update.apply(rec.doc);
  result.before = rec.doc;
  result.after = updated.doc;
  if (updated.changed) {
    if (oversize(updated.doc) !== undefined)
      fail(17419, `Resulting document after update is larger than ${MAX_DOCUMENT_BYTES}`);
    requireUncapped(req, coll);
    if (coll.bounds && !isAtLeast(req.version, '6.0')) requireSameSize(rec, updated.doc);
    validate(req, coll, updated.doc, rec.doc);
    writer.replace(coll, rec, updated.doc, updated.log, stmtId);
    result.modified++;
  }
  result.matched++;
}

/** Until 6.0 no document of a capped collection changed its size. */
function requireSameSize(rec: Rec, doc: Doc): void {
  const [before, after] = [bytesOf(rec).length, encode(doc).length];
  if (before !== after)
    fail(10003, `Cannot change the size of a document in a capped collection: ${before} != ${after}`);
}

async function upsert({ req, writer, ns, statement, update, stmtId, result }: Job): Promise<void> {
  const base = upsertBase(statement.filter, update.kind === 'replacement');
  const made = update.apply(base, true).doc;
  const doc: Doc = { _id: Object.hasOwn(made, '_id') ? made._id : new ObjectId() };
  for (const [name, value] of Object.entries(made)) if (name !== '_id') setField(doc, name, value);
  checkId(doc._id);
  if (oversize(doc) !== undefined) fail(17420, `Document to upsert is larger than ${MAX_DOCUMENT_BYTES}`);
  await unblocked(req, () => {
    const coll = writer.collection(ns) ?? writer.create(ns);
    requireUncapped(req, coll);
    validate(req, coll, doc);
    writer.insert(coll, doc, stmtId);
  });
  result.upserted = doc;
}
