/** insert, update, delete: batches of statements, each of which may fail on its own. */
import { asInteger } from '../bson/number.ts';
import { type Doc, isObject, toNumber, typeName, type Value } from '../bson/values.ts';
import type { Writer } from '../engine.ts';
import { fail, isTransient, MongoError } from '../errors.ts';
import { checkFields, idl, required, type Shape, shapes } from './fields.ts';
import { type Reply, type Request, writableNamespace } from './request.ts';
import { deleteDocs, insertOne } from './statements.ts';
import { type UpdateResult, type UpdateStatement, updateDocs } from './update-statement.ts';
import { requireNoView } from './views.ts';

/** What all batches of writes take. */
export const BATCH: Shape = {
  ordered: 'bool',
  bypassDocumentValidation: 'flag',
  stmtId: 'number',
  stmtIds: 'array',
};
const INSERT_BATCH: Shape = { ...BATCH, documents: 'any' };
const LET = { '5.0': { let: 'object' } } as const;
const UPDATE_BATCH = shapes({ ...BATCH, updates: 'any' }, LET);
const DELETE_BATCH = shapes({ ...BATCH, deletes: 'any' }, LET);

/** Runs each statement; an error becomes an entry of writeErrors, and ends an ordered batch. */
export async function batch(
  req: Request,
  count: number,
  run: (i: number, stmtId: number) => Promise<void>,
): Promise<Doc[]> {
  if (count < 1 || count > 100_000)
    fail(16, `Write batch sizes must be between 1 and 100000. Got ${count} operations.`);
  const errors: Doc[] = [];
  const first = req.cmd.stmtId === undefined ? 0 : toNumber(req.cmd.stmtId);
  const ids = req.cmd.stmtIds as Value[] | undefined;
  for (let i = 0; i < count; i++) {
    try {
      await run(i, ids ? toNumber(ids[i]) : first + i);
    } catch (error) {
      if (!(error instanceof MongoError)) throw error;
      // What ends a transaction, or is no fault of the statement, fails the command.
      if ((req.txn || error.code !== 112) && isTransient(error.code)) throw error;
      if (error.code === 11000)
        req.member.tell({ kind: 'duplicate-key', ns: req.worksOn, key: error.extra.keyValue as Doc });
      errors.push({ index: i, code: error.code, ...error.extra, errmsg: error.message });
      if (req.cmd.ordered !== false || req.txn) break;
    }
  }
  return errors;
}

function finish(fields: Doc, errors: Doc[]): Reply {
  if (errors.length > 0) fields.writeErrors = errors;
  return { fields };
}

function list(req: Request, field: string): Doc[] {
  required(req.cmd, field, req.name);
  const value = req.cmd[field];
  if (!Array.isArray(value)) return fail(10065, `invalid parameter: expected an object (${field})`);
  value.forEach((item, i) => {
    if (!isObject(item))
      fail(
        14,
        `BSON field '${req.name}.${field}.${i}' is the wrong type '${typeName(item)}', expected type 'object'`,
      );
  });
  return value;
}

export async function insert(req: Request): Promise<Reply> {
  checkFields('insert', req.cmd, INSERT_BATCH, idl('insert'));
  const documents = list(req, 'documents');
  const ns = writableNamespace(req.db, req.cmd.insert);
  const writer = req.writer();
  let n = 0;
  const errors = await batch(req, documents.length, async (i, stmtId) => {
    requireNoView(req.store, ns);
    if (!alreadyDone(req, stmtId)) await insertOne(req, writer, ns, documents[i]!, stmtId);
    n++;
  });
  return finish({ n }, errors);
}

const UPDATE = shapes(
  {
    q: 'object',
    u: 'any',
    c: 'object',
    multi: 'bool',
    upsert: 'bool',
    collation: 'object',
    arrayFilters: 'array',
    hint: 'stringOrObject',
  },
  { '8.0': { sort: 'object' } },
);

export async function update(req: Request): Promise<Reply> {
  checkFields('update', req.cmd, UPDATE_BATCH[req.version], idl('update'));
  const updates = list(req, 'updates');
  for (const u of updates) {
    checkFields('', u, UPDATE[req.version], idl('update.updates'));
    required(u, 'q', 'update.updates');
    required(u, 'u', 'update.updates');
    requireUpdate(u.u);
    if (u.c !== undefined && !Array.isArray(u.u))
      fail(51198, 'Constant values may only be specified for pipeline updates');
    if (u.sort !== undefined && u.multi === true) fail(9, 'Cannot specify sort with multi=true');
  }
  const ns = writableNamespace(req.db, req.cmd.update);
  const writer = req.writer();
  let n = 0;
  let nModified = 0;
  const upserted: Doc[] = [];
  const errors = await batch(req, updates.length, async (i, stmtId) => {
    requireNoView(req.store, ns);
    const u = updates[i]!;
    if (u.multi === true && req.retryable)
      fail(72, 'Cannot use (or request) retryable writes with multi=true');
    const statement: UpdateStatement = {
      filter: u.q as Doc,
      update: u.u,
      multi: u.multi === true,
      upsert: u.upsert === true,
      vars: (u.c as Doc | undefined) ?? {},
    };
    if (u.arrayFilters !== undefined) statement.arrayFilters = u.arrayFilters as Doc[];
    if (u.hint !== undefined) statement.hint = u.hint;
    if (u.collation !== undefined) statement.collation = u.collation;
    if (u.sort !== undefined) statement.sort = u.sort as Doc;
    const result = await updateOnce(req, writer, ns, statement, stmtId);
    n += result.matched;
    nModified += result.modified;
    if (result.upserted) {
      n++;
      upserted.push({ index: i, _id: result.upserted._id });
    }
  });
  const fields: Doc = { n, nModified };
  if (upserted.length > 0) fields.upserted = upserted;
  return finish(fields, errors);
}

/** Carries out an update, unless a try before this one has: then it is answered as that was. */
export async function updateOnce(
  req: Request,
  writer: Writer,
  ns: string,
  statement: UpdateStatement,
  stmtId: number,
): Promise<UpdateResult> {
  const done = alreadyDone(req, stmtId);
  if (done?.op === 'i') return { matched: 0, modified: 0, upserted: { _id: done.id } };
  if (done) return { matched: 1, modified: 1 };
  const result = await updateDocs(req, writer, ns, statement, stmtId);
  if (result.matched === 0 && !result.upserted)
    req.member.tell({ kind: 'write-matched-nothing', ns, filter: statement.filter });
  return result;
}

/** An update is a document of operators or a replacement, or a pipeline. */
export function requireUpdate(update: Value): void {
  if (!isObject(update) && !Array.isArray(update))
    fail(9, 'Update argument must be either an object or an array');
}

const DELETE: Shape = { q: 'object', limit: 'number', collation: 'object', hint: 'stringOrObject' };

export async function del(req: Request): Promise<Reply> {
  checkFields('delete', req.cmd, DELETE_BATCH[req.version], idl('delete'));
  const deletes = list(req, 'deletes');
  for (const d of deletes) {
    checkFields('', d, DELETE, idl('delete.deletes'));
    required(d, 'q', 'delete.deletes');
    required(d, 'limit', 'delete.deletes');
    const limit = asInteger(d.limit);
    if (limit !== 0n && limit !== 1n)
      fail(9, `The limit field in delete objects must be 0 or 1. Got ${String(d.limit)}`);
  }
  const ns = writableNamespace(req.db, req.cmd.delete);
  const writer = req.writer();
  let n = 0;
  const errors = await batch(req, deletes.length, async (i, stmtId) => {
    requireNoView(req.store, ns);
    const d = deletes[i]!;
    const many = asInteger(d.limit) === 0n;
    if (many && req.retryable) fail(72, 'Cannot use (or request) retryable writes with limit=0');
    if (alreadyDone(req, stmtId)) n++;
    else
      n += await deleteDocs(
        req,
        writer,
        ns,
        { filter: d.q as Doc, hint: d.hint, collation: d.collation },
        many,
        stmtId,
      );
  });
  return finish({ n }, errors);
}

export function alreadyDone(req: Request, stmtId: number) {
  const done = req.retryable ? req.session!.done.get(stmtId) : undefined;
  if (done) req.member.tell({ kind: 'write-answered-again', ns: req.worksOn });
  return done;
}
