/** bulkWrite: inserts, updates and deletes of any collections in one command, which answers with a cursor of results. */
import { encode } from '../bson/encode.ts';
import { type Doc, double, isNumber, isObject, toNumber, typeName, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { openCursor } from './cursor.ts';
import { checkFields, idl, nonNegative, required, type Shape } from './fields.ts';
import { type Reply, type Request, writableNamespace } from './request.ts';
import { deleteDocs, insertOne } from './statements.ts';
import type { UpdateStatement } from './update-statement.ts';
import { requireNoView } from './views.ts';
import { alreadyDone, BATCH, batch, requireUpdate, updateOnce } from './write.ts';

const SHAPE: Shape = {
  ...BATCH,
  ops: 'array',
  nsInfo: 'array',
  errorsOnly: 'bool',
  let: 'object',
  cursor: 'object',
};

const OF_KIND: Readonly<Record<string, { shape: Shape; required: readonly string[] }>> = {
  insert: { shape: { insert: 'number', document: 'object' }, required: ['document'] },
  update: {
    shape: {
      update: 'number',
      filter: 'object',
      updateMods: 'any',
      multi: 'bool',
      upsert: 'bool',
      constants: 'object',
      collation: 'object',
      arrayFilters: 'array',
      hint: 'stringOrObject',
      sort: 'object',
    },
    required: ['filter', 'updateMods'],
  },
  delete: {
    shape: { delete: 'number', filter: 'object', multi: 'bool', collation: 'object', hint: 'stringOrObject' },
    required: ['filter'],
  },
};

/** A statement, checked: what it does and where. */
interface Op {
  kind: 'insert' | 'update' | 'delete';
  ns: string;
  about: Doc;
}

/** How much of each was done by all. */
interface Totals {
  nInserted: number;
  nMatched: number;
  nModified: number;
  nUpserted: number;
  nDeleted: number;
}

export async function bulkWrite(req: Request): Promise<Reply> {
  const { cmd } = req;
  if (req.db !== 'admin') fail(13, 'bulkWrite may only be run against the admin database.');
  checkFields('bulkWrite', cmd, SHAPE, idl('bulkWrite'));
  const ops = opsOf(req);
  const batchSize = nonNegative((cmd.cursor as Doc | undefined)?.batchSize, 'cursor.batchSize');
  const writer = req.writer();
  const totals: Totals = { nInserted: 0, nMatched: 0, nModified: 0, nUpserted: 0, nDeleted: 0 };
  const results: Doc[] = [];
  const errors = await batch(req, ops.length, async (i, stmtId) => {
    const op = ops[i]!;
    req.statementNs = op.ns;
    requireNoView(req.store, op.ns);
    results[i] = { ok: double(1), idx: i, ...(await perform(req, writer, op, stmtId, totals)) };
  });
  req.statementNs = undefined;
  for (const { index, ...error } of errors)
    results[index as number] = { ok: double(0), idx: index, n: 0, ...error };
  const told = cmd.errorsOnly === true ? results.filter((result) => 'code' in result) : results;
  const items = told.filter(Boolean).map((result) => encode(result));
  const reply = openCursor(
    req,
    'admin.$cmd.bulkWrite',
    items[Symbol.iterator](),
    batchSize ?? Number.POSITIVE_INFINITY,
  );
  return { ...reply, fields: { nErrors: errors.length, ...totals } };
}

function opsOf({ cmd }: Request): Op[] {
  for (const field of ['ops', 'nsInfo']) required(cmd, field, 'bulkWrite');
  const spaces = (cmd.nsInfo as Value[]).map((info) => {
    if (!isObject(info))
      return fail(14, `BSON field 'bulkWrite.nsInfo' is the wrong type '${typeName(info)}'`);
    required(info, 'ns', 'bulkWrite.nsInfo');
    const ns = String(info.ns);
    const dot = ns.indexOf('.');
    return writableNamespace(ns.slice(0, Math.max(0, dot)), ns.slice(dot + 1));
  });
  return (cmd.ops as Value[]).map((given) => opOf(given, spaces));
}

function opOf(given: Value, spaces: readonly string[]): Op {
  const [kind] = isObject(given) ? Object.keys(given) : [];
  if (!isObject(given) || kind === undefined || !Object.hasOwn(OF_KIND, kind))
    return fail(40415, `BSON field 'bulkWrite.ops.${kind ?? ''}' is an unknown field.`);
  const path = `bulkWrite.ops.${kind}`;
  const { shape, required: names } = OF_KIND[kind]!;
  checkFields('', given, shape, idl(path));
  for (const name of names) required(given, name, path);
  const which = given[kind];
  const ns = isNumber(which) ? spaces[toNumber(which)] : undefined;
  if (ns === undefined) return fail(2, `BulkWrite ops entry has an invalid nsInfo index: ${String(which)}`);
  if (kind === 'update') {
    requireUpdate(given.updateMods);
    if (given.constants !== undefined && !Array.isArray(given.updateMods))
      fail(51198, 'Constant values may only be specified for pipeline updates');
    if (given.sort !== undefined && given.multi === true) fail(9, 'Cannot specify sort with multi=true');
  }
  return { kind: kind as Op['kind'], ns, about: given };
}

/** Carries out one statement, adds it to the totals, and says what it came to. */
async function perform(
  req: Request,
  writer: ReturnType<Request['writer']>,
  { kind, ns, about }: Op,
  stmtId: number,
  totals: Totals,
): Promise<Doc> {
  if (about.multi === true && req.retryable)
    fail(72, 'Cannot use (or request) retryable writes with multi=true');
  if (kind === 'insert') {
    if (!alreadyDone(req, stmtId)) await insertOne(req, writer, ns, about.document as Doc, stmtId);
    totals.nInserted++;
    return { n: 1 };
  }
  if (kind === 'delete') {
    const { filter, hint, collation, multi } = about;
    const statement = { filter: filter as Doc, hint, collation };
    const n = alreadyDone(req, stmtId)
      ? 1
      : await deleteDocs(req, writer, ns, statement, multi === true, stmtId);
    totals.nDeleted += n;
    return { n };
  }
  const { update: _, filter, updateMods, multi, upsert, constants, ...rest } = about;
  const statement: UpdateStatement = {
    filter: filter as Doc,
    update: updateMods,
    multi: multi === true,
    upsert: upsert === true,
    vars: (constants as Doc | undefined) ?? {},
    ...rest,
  };
  const { matched, modified, upserted } = await updateOnce(req, writer, ns, statement, stmtId);
  totals.nMatched += matched;
  totals.nModified += modified;
  if (!upserted) return { n: matched, nModified: modified };
  totals.nUpserted++;
  return { n: 1, nModified: modified, upserted: { _id: upserted._id } };
}
