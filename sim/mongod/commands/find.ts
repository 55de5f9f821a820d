/** find. */
import { encode } from '../bson/encode.ts';
import { type Doc, isObject, toNumber, type Value } from '../bson/values.ts';
import type { Order } from '../collation/order.ts';
import { fail } from '../errors.ts';
import { compileFilter } from '../query/match.ts';
import { type Plan, type PlanOptions, plan } from '../query/plan.ts';
import { compileProjection } from '../query/project.ts';
import { parseSort, sortBy } from '../query/sort.ts';
import { bytesOf, type Collection } from '../storage/collection.ts';
import type { Index, Rec } from '../storage/index.ts';
import { openCursor } from './cursor.ts';
import { checkFields, nonNegative, parserOf, shapes } from './fields.ts';
import { encodeAll as encodeDocs, prepare, runPipeline } from './pipeline.ts';
import type { Reply, Request } from './request.ts';
import { Tail } from './tail.ts';
import { findAsPipeline, viewAt } from './views.ts';

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
  const coll = req.store.get(ns);
  if (!coll && viewAt(req.store, ns)) return findInView(req, ns);
  checkTogether(cmd);
  const query = parseFind(req, cmd, coll);
  req.txn?.check(ns);
  // Of a collection that is not there nothing is left, whatever the size of the batch.
  if (!coll) return openCursor(req, ns, [].values(), query.batchSize || undefined);
  if (cmd.tailable) return tail(req, coll, query);
  const { records, seesEnd, index } = select(coll, query);
  const items = encodeAll(records, query.skip, query.limit, giver(query, index));
  return openCursor(req, ns, items, query.batchSize, {
    single: cmd.singleBatch === true,
    looksOn: (given) => given === query.limit || seesEnd(given),
    noTimeout: cmd.noCursorTimeout === true,
  });
}

function checkTogether({ tailable, awaitData, sort, singleBatch, min, max }: Doc): void {
  if (awaitData && !tailable) fail(2, "Cannot set 'awaitData' without also setting 'tailable'");
  if (tailable && isGiven(sort) && !(Object.keys(sort).length === 1 && Number(sort.$natural) === 1))
    fail(2, 'cannot use tailable option with a sort other than {$natural: 1}');
  if (tailable && singleBatch) fail(2, "cannot use tailable option with the 'singleBatch' option");
  if (isGiven(min) && isGiven(max) && Object.keys(min).join() !== Object.keys(max).join())
    fail(2, 'min and max must have the same field names');
}

const isGiven = (v: Value): v is Doc => isObject(v) && Object.keys(v).length > 0;

/** What a find asks for, checked and compiled. */
export interface FindQuery {
  filter: Doc;
  matches(doc: Doc): boolean;
  options: PlanOptions;
  skip: number;
  limit: number;
  batchSize: number | undefined;
  project: ((doc: Doc) => Doc) | undefined;
  /** The keys of the index in the place of documents. */
  returnKey: boolean;
  showRecordId: boolean;
}

export function parseFind(req: Request, cmd: Doc, coll: Collection | undefined): FindQuery {
  const collation = req.collation(cmd.collation, coll);
  const skip = nonNegative(cmd.skip, 'Skip') ?? 0;
  const limit = nonNegative(cmd.limit, 'Limit') ?? 0;
  const batchSize = nonNegative(cmd.batchSize, 'BatchSize');
  const filter = (cmd.filter as Doc | undefined) ?? {};
  const vars = req.vars(collation);
  const matches = compileFilter(filter, vars);
  const project = isGiven(cmd.projection)
    ? compileProjection(cmd.projection, { find: true, filter, vars })
    : undefined;
  const { sort, natural } = parseFindSort(cmd.sort as Doc | undefined, collation);
  const [min, max] = [cmd.min, cmd.max].map((end) => (isGiven(end) ? end : undefined));
  return {
    filter,
    matches,
    options: { sort, hint: cmd.hint, natural, collation, min, max },
    skip,
    limit,
    batchSize,
    project: project && ((doc) => project(doc, vars)),
    returnKey: cmd.returnKey === true,
    showRecordId: cmd.showRecordId === true,
  };
}

/** How a record is given, where that is not as it stands. */
function giver(query: FindQuery, index: Index | undefined): ((rec: Rec) => Doc) | undefined {
  const { project, returnKey, showRecordId } = query;
  if (!project && !returnKey && !showRecordId) return undefined;
  return (rec) => {
    // The key and nothing else, whatever else is asked for.
    if (returnKey) return index?.keyAsDocument(rec.doc) ?? {};
    const doc = project ? project(rec.doc) : rec.doc;
    return showRecordId ? { ...doc, $recordId: BigInt(rec.rid) } : doc;
  };
}

function tail(req: Request, coll: Collection, query: FindQuery): Reply {
  const { ns, engine } = req;
  if (!coll.bounds)
    fail(2, `error processing query: ns=${ns} tailable cursor requested on non capped collection`);
  const give = giver(query, undefined);
  const awaits = req.cmd.awaitData === true;
  const cursor = new Tail({
    engine,
    ns,
    matches: (rec) => query.matches(rec.doc),
    give: (rec) => (give ? encode(give(rec)) : bytesOf(rec)),
    skip: query.skip,
    awaits,
  });
  const { docs } = cursor.collect(query.batchSize ?? 101);
  // Where there is nothing there is nothing to stay at.
  if (coll.count === 0) return { fields: {}, cursor: { name: 'firstBatch', docs, id: 0n, ns } };
  const id = req.cursors.add({
    ns,
    session: req.session?.key,
    txnNumber: req.txn?.txnNumber,
    changeStream: false,
    awaits,
    noTimeout: req.cmd.noCursorTimeout === true,
    next: (size, maxTimeMs) => cursor.batch(size, maxTimeMs),
    close: () => cursor.close(),
  });
  return { fields: {}, cursor: { name: 'firstBatch', docs, id, ns } };
}

function findInView(req: Request, ns: string): Reply {
  const { cmd } = req;
  const batchSize = nonNegative(cmd.batchSize, 'BatchSize');
  const prepared = prepare(req, ns, findAsPipeline(cmd), cmd.collation);
  return openCursor(req, ns, encodeDocs(runPipeline(req, prepared, cmd.hint)), batchSize, {
    single: cmd.singleBatch === true,
    looksOn: (_, isFirst) => !isFirst,
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
  { filter, matches, options }: FindQuery,
): { records: Iterable<Rec>; seesEnd: Plan['seesEnd']; index: Index | undefined } {
  const { sort } = options;
  const { records, sorted, seesEnd, access } = plan(coll, filter, options);
  const found = matching(records, matches);
  const { index } = access;
  if (!sort || sorted) return { records: found, seesEnd, index };
  // Who sorts has read all.
  return { records: inOrder(found, sort), seesEnd: () => true, index };
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
  give?: (rec: Rec) => Doc,
): Generator<Buffer> {
  let left = limit === 0 ? Number.POSITIVE_INFINITY : limit;
  let pass = skip;
  for (const rec of records) {
    if (pass-- > 0) continue;
    yield give ? encode(give(rec)) : bytesOf(rec);
    if (--left <= 0) return;
  }
}
