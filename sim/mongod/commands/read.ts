/** find, count, distinct, and the cursors that find and aggregate leave behind. */

import { encode } from '../bson/encode.ts';
import { asInteger } from '../bson/number.ts';
import { type Doc, isObject, toNumber, type Value } from '../bson/values.ts';
import { type Order, SIMPLE } from '../collation/order.ts';
import { fill } from '../cursors.ts';
import { fail } from '../errors.ts';
import { toTimestamp } from '../oplog/entry.ts';
import { compileFilter } from '../query/match.ts';
import { unique } from '../query/operators/arrays.ts';
import { visitPath } from '../query/path.ts';
import { type Plan, type PlanOptions, plan } from '../query/plan.ts';
import { compileProjection } from '../query/project.ts';
import { parseSort, sortBy } from '../query/sort.ts';
import { bytesOf, type Collection } from '../storage/collection.ts';
import type { Rec } from '../storage/index.ts';
import { checkFields, idl, nonNegative, parserOf, shapes } from './fields.ts';
import type { Reply, Request } from './request.ts';

const FIND = shapes(
  {
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
  },
  { '5.0': { let: 'object' } },
);

export function find(req: Request): Reply {
  const { cmd } = req;
  if (typeof cmd.find !== 'string')
    fail(9, `Failed to parse: find: ${String(cmd.find)}. 'find' field must be of BSON type string.`);
  const { version } = req;
  checkFields('find', cmd, FIND[version], parserOf(version, 'find', `{ find: "${String(cmd.find)}", ... }`));
  const { ns } = req;
  for (const option of ['max', 'min', 'returnKey', 'showRecordId', 'tailable']) {
    if (cmd[option] && !(isObject(cmd[option]) && Object.keys(cmd[option]).length === 0))
      fail(2, `find option '${option}' is not supported by this server`);
  }
  if (cmd.awaitData && !cmd.tailable) fail(2, "Cannot set 'awaitData' without also setting 'tailable'");
  const coll = req.store.get(ns);
  const collation = req.collation(cmd.collation, coll);
  const skip = nonNegative(cmd.skip, 'Skip') ?? 0;
  const limit = nonNegative(cmd.limit, 'Limit') ?? 0;
  const batchSize = nonNegative(cmd.batchSize, 'BatchSize');
  const filter = (cmd.filter as Doc | undefined) ?? {};
  const vars = req.vars(collation);
  const matches = compileFilter(filter, vars);
  const projection = cmd.projection as Doc | undefined;
  const project =
    projection && Object.keys(projection).length > 0
      ? compileProjection(projection, { find: true, filter, vars })
      : undefined;
  const { sort, natural } = parseFindSort(cmd.sort as Doc | undefined, collation);
  req.txn?.check(ns);
  // Of a collection that is not there nothing is left, whatever the size of the batch.
  if (!coll) return openCursor(req, ns, [].values(), batchSize || undefined);
  const { records, seesEnd } = select(coll, filter, matches, { sort, hint: cmd.hint, natural, collation });
  const items = encodeAll(records, skip, limit, project && ((doc) => project(doc, vars)));
  return openCursor(req, ns, items, batchSize, {
    single: cmd.singleBatch === true,
    looksOn: (given) => given === limit || seesEnd(given),
    noTimeout: cmd.noCursorTimeout === true,
  });
}

function parseFindSort(spec: Doc | undefined, order: Order | undefined) {
  if (!spec || Object.keys(spec).length === 0) return { sort: undefined, natural: 0 };
  if ('$natural' in spec) {
    if (Object.keys(spec).length > 1) fail(2, `$natural sort cannot be set to a value other than -1 or 1.`);
    return { sort: undefined, natural: toNumber(spec.$natural) };
  }
  return { sort: parseSort(spec, order), natural: 0 };
}

function select(
  coll: Collection,
  filter: Doc,
  matches: (doc: Doc) => boolean,
  options: PlanOptions,
): { records: Iterable<Rec>; seesEnd: Plan['seesEnd'] } {
  const { sort } = options;
  const { records, sorted, seesEnd } = plan(coll, filter, options);
  const found = matching(records, matches);
  if (!sort || sorted) return { records: found, seesEnd };
  // Who sorts has read all.
  return { records: inOrder(found, sort), seesEnd: () => true };
}

function* matching(records: Iterable<Rec>, matches: (doc: Doc) => boolean): Generator<Rec> {
  for (const rec of records) if (matches(rec.doc)) yield rec;
}

function* inOrder(records: Iterable<Rec>, sort: ReturnType<typeof parseSort>): Generator<Rec> {
  yield* sortBy([...records], sort, (rec) => rec.doc);
}

function* encodeAll(
  records: Iterable<Rec>,
  skip: number,
  limit: number,
  project?: (doc: Doc) => Doc,
): Generator<Buffer> {
  let left = limit === 0 ? Number.POSITIVE_INFINITY : limit;
  let pass = skip;
  for (const rec of records) {
    if (pass-- > 0) continue;
    yield project ? encode(project(rec.doc)) : bytesOf(rec);
    if (--left <= 0) return;
  }
}

interface CursorOptions {
  /** The first batch is all. */
  single?: boolean;
  /** After a batch that is full, whether the server looks if more will come; told how many it gave, in all. */
  looksOn?: (given: number, isFirst: boolean) => boolean;
  noTimeout?: boolean;
}

/** The first batch, and a cursor for the rest if there is one. A batch size of 0 leaves everything to getMore. */
export function openCursor(
  req: Request,
  ns: string,
  items: Iterator<Buffer>,
  batchSize: number | undefined,
  { single = false, looksOn = () => true, noTimeout = false }: CursorOptions = {},
): Reply {
  const filling = { pending: [], given: 0 };
  const first =
    batchSize === 0
      ? { docs: [], open: true }
      : fill(items, batchSize ?? 101, filling, (given) => looksOn(given, true));
  let id = 0n;
  if (first.open && !single) {
    id = req.cursors.add({
      ns,
      session: req.session?.key,
      txnNumber: req.txn?.txnNumber,
      changeStream: false,
      noTimeout,
      next: (size) => fill(items, size, filling, (given) => looksOn(given, false)),
      close: () => {},
    });
  }
  return { fields: {}, cursor: { name: 'firstBatch', docs: first.docs, id, ns } };
}

export async function getMore(req: Request): Promise<Reply> {
  const { cmd } = req;
  const id = cmd.getMore;
  if (typeof id !== 'bigint') fail(14, `Field 'getMore' must be of type long in: getMore`);
  if (typeof cmd.collection !== 'string') fail(14, `Field 'collection' must be of type string in: getMore`);
  checkFields(
    'getMore',
    cmd,
    { collection: 'string', batchSize: 'number', term: 'number', lastKnownCommittedOpTime: 'object' },
    parserOf(req.version, 'getMore'),
  );
  const batchSize = cmd.batchSize === undefined ? undefined : toNumber(cmd.batchSize);
  if (batchSize !== undefined && batchSize < 0)
    fail(2, `Batch size for getMore must be positive, but received: ${batchSize}`);
  if (id === 0n) fail(2, 'Cursor id for getMore must be non-zero');
  if (cmd.collection === '') fail(73, `Invalid namespace for getMore: ${req.db}.`);
  const cursor = req.cursors.get(id as bigint);
  const ns = `${req.db}.${String(cmd.collection)}`;
  if (cursor.ns !== ns)
    fail(
      13,
      `Requested getMore on namespace '${ns}', but cursor belongs to a different namespace ${cursor.ns}`,
    );
  if (cursor.session !== req.session?.key) {
    fail(
      cursor.session === undefined ? 50738 : 50737,
      `Cannot run getMore on cursor ${String(id)}, which was created in another session`,
    );
  }
  if (cursor.txnNumber !== undefined && cursor.txnNumber !== req.txn?.txnNumber) {
    fail(50740, `Cannot run getMore on cursor ${String(id)}, which was created in a transaction, outside it`);
  }
  req.changeStream = cursor.changeStream;
  req.member.failPoints.atCursor(req);
  if (cmd.maxTimeMS !== undefined && !cursor.changeStream)
    fail(2, 'cannot set maxTimeMS on getMore command for a non-awaitData cursor');
  const size = batchSize || Number.POSITIVE_INFINITY;
  const maxTimeMs = cmd.maxTimeMS === undefined ? 1000 : toNumber(cmd.maxTimeMS);
  req.onKill = () => req.cursors.kill(cursor.id);
  const batch = await req.cursors.next(cursor, size, maxTimeMs);
  req.requireAlive();
  // The cursor may have been killed while it waited.
  if (cursor.changeStream) req.cursors.get(cursor.id);
  if (!batch.open) req.cursors.kill(cursor.id);
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

export function killCursors(req: Request): Reply {
  const { cursors } = req.cmd;
  checkFields('killCursors', req.cmd, { cursors: 'any' }, parserOf(req.version, 'killCursors'));
  if (!Array.isArray(cursors)) return fail(9, `Field 'cursors' must be of type array in: killCursors`);
  if (cursors.length === 0) fail(2, 'Must specify at least one cursor id in: killCursors');
  const killed: bigint[] = [];
  const missing: bigint[] = [];
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

/** At first theirs was a string, as no other command's is. */
const ANY_COMMENT = { '5.0': { comment: 'any' } } as const;

const COUNT = shapes(
  {
    query: 'any',
    limit: 'number',
    skip: 'number',
    hint: 'stringOrObject',
    collation: 'object',
    fields: 'any',
    comment: 'string',
  },
  ANY_COMMENT,
);

export function count(req: Request): Reply {
  const { cmd } = req;
  checkFields('count', cmd, COUNT[req.version], idl('count'));
  const coll = req.store.get(req.ns);
  const collation = req.collation(cmd.collation, coll);
  const skip = nonNegative(cmd.skip, 'Skip') ?? 0;
  const limit = Math.abs(cmd.limit === undefined ? 0 : toNumber(cmd.limit));
  const filter = isObject(cmd.query) ? cmd.query : {};
  const matches = compileFilter(filter, req.vars(collation));
  let n = 0;
  if (coll) {
    if (Object.keys(filter).length === 0 && cmd.hint === undefined) n = coll.count;
    else
      for (const rec of plan(coll, filter, { hint: cmd.hint, collation }).records) if (matches(rec.doc)) n++;
  }
  n = Math.max(0, n - skip);
  return { fields: { n: limit > 0 ? Math.min(n, limit) : n } };
}

const DISTINCT = shapes(
  {
    key: 'string',
    query: 'any',
    collation: 'object',
    hint: 'stringOrObject',
    comment: 'string',
  },
  ANY_COMMENT,
);

export function distinct(req: Request): Reply {
  const { cmd } = req;
  if (cmd.key === undefined) fail(40414, "BSON field 'distinct.key' is missing but a required field");
  checkFields('distinct', cmd, DISTINCT[req.version], idl('distinct'));
  if (cmd.query !== undefined && cmd.query !== null && !isObject(cmd.query))
    fail(14, '"query" had the wrong type. Expected object or null');
  const coll = req.store.get(req.ns);
  const collation = req.collation(cmd.collation, coll);
  const filter = isObject(cmd.query) ? cmd.query : {};
  const matches = compileFilter(filter, req.vars(collation));
  const path = String(cmd.key).split('.');
  req.txn?.check(req.ns);
  const values: Value[] = [];
  if (coll) {
    for (const rec of plan(coll, filter, { collation }).records) {
      if (!matches(rec.doc)) continue;
      visitPath(rec.doc, path, true, (v, whole) => {
        if (typeof v !== 'symbol' && !whole) values.push(v);
        return false;
      });
    }
  }
  const order = collation ?? SIMPLE;
  const at = req.snapshot && { atClusterTime: toTimestamp(req.snapshot.ts) };
  return { fields: { values: unique(values, order).sort((a, b) => order.compare(a, b)), ...at } };
}
