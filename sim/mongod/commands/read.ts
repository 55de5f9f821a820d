import { type Doc, isObject, toNumber, type Value } from '../bson/values.ts';
import { SIMPLE } from '../collation/order.ts';
import { fail } from '../errors.ts';
import { toTimestamp } from '../oplog/entry.ts';
import { compileFilter } from '../query/match.ts';
import { unique } from '../query/operators/arrays.ts';
import { visitPath } from '../query/path.ts';
import { plan } from '../query/plan.ts';
import { checkFields, idl, nonNegative, shapes } from './fields.ts';
import { prepare, runPipeline } from './pipeline.ts';
import type { Reply, Request } from './request.ts';
import { viewAt } from './views.ts';

/** What there is in a view, of all or of what matches. */
function inView(req: Request, filter: Doc): Iterable<Doc> {
  const stages = Object.keys(filter).length > 0 ? [{ $match: filter }] : [];
  return runPipeline(req, prepare(req, req.ns, stages, req.cmd.collation), req.cmd.hint);
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
  if (!coll && viewAt(req.store, req.ns)) for (const _ of inView(req, filter)) n++;
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
  const collect = (doc: Doc): void => {
    visitPath(doc, path, true, (v, whole) => {
      if (typeof v !== 'symbol' && !whole) values.push(v);
      return false;
    });
  };
  if (coll) {
    for (const rec of plan(coll, filter, { collation }).records) if (matches(rec.doc)) collect(rec.doc);
  } else if (viewAt(req.store, req.ns)) for (const doc of inView(req, filter)) collect(doc);
  const order = collation ?? SIMPLE;
  const at = req.snapshot && { atClusterTime: toTimestamp(req.snapshot.ts) };
  return { fields: { values: unique(values, order).sort((a, b) => order.compare(a, b)), ...at } };
}
