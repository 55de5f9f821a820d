/** Pipelines run for a command: on a collection or a view, with what their stages need of the server. */
import { encode } from '../bson/encode.ts';
import { MAX_INTERNAL_BYTES, tooLarge } from '../bson/size.ts';
import { type Doc, isObject, type Value } from '../bson/values.ts';
import type { Collation } from '../collation/collation.ts';
import { fail } from '../errors.ts';
import type { Vars } from '../query/expr.ts';
import { compileFilter } from '../query/match.ts';
import { plan } from '../query/plan.ts';
import { parseSort, type SortPattern } from '../query/sort.ts';
import { compilePipeline, type PipelineContext } from '../query/stages.ts';
import { namespace, type Request } from './request.ts';
import { requireCollation, type Source, sourceOf } from './views.ts';

/** What a pipeline of a command works on, and by which collation. */
export interface Prepared extends Source {
  vars: Vars;
}

/** Views taken apart. `ns` is undefined for a pipeline that brings its own documents. */
export function prepare(req: Request, ns: string | undefined, pipeline: Doc[], given: Value): Prepared {
  const source: Source =
    ns === undefined ? { ns: '', pipeline: [], collation: undefined } : sourceOf(req.store, ns);
  const coll = ns === undefined ? undefined : req.store.get(ns);
  const isAsked = isObject(given) && Object.keys(given).length > 0;
  const asked = req.collation(given, coll);
  if (!coll && ns !== undefined && source.ns !== ns) requireCollation(source, asked, isAsked);
  const collation = isAsked ? asked : source.collation?.fresh();
  return { ns: source.ns, pipeline: [...source.pipeline, ...pipeline], collation, vars: req.vars(collation) };
}

/** The documents that come out of it. */
export function runPipeline(req: Request, prepared: Prepared, hint: Value): Iterable<Doc> {
  const { ns, collation, vars } = prepared;
  const { input, rest } = start(req, prepared, hint);
  return compilePipeline(rest, contextFor(req, ns, vars, collation))(input);
}

export function* encodeAll(docs: Iterable<Doc>): Generator<Buffer> {
  for (const doc of docs) {
    const bytes = encode(doc);
    if (bytes.length > MAX_INTERNAL_BYTES) throw tooLarge(bytes.length);
    yield bytes;
  }
}

/** What the stages at its front ask of the collection, and how many stages that were. */
export function leading(
  pipeline: Doc[],
  collation: Collation | undefined,
): { filter: Doc; sort: SortPattern | undefined; matched: number } {
  const first = pipeline[0]?.$match;
  const filter = isObject(first) ? first : {};
  const matched = isObject(first) ? 1 : 0;
  const order = pipeline[matched]?.$sort;
  const sort = isObject(order) && Object.keys(order).length > 0 ? parseSort(order, collation) : undefined;
  return { filter, sort, matched };
}

/** The documents that the pipeline starts from. Leading `$match` and `$sort` may be served by an index. */
function start(
  req: Request,
  { ns, pipeline, collation, vars }: Prepared,
  hint: Value,
): { input: Iterable<Doc>; rest: Doc[] } {
  const coll = req.store.get(ns)?.snapshot();
  if (!coll) return { input: [], rest: pipeline };
  const { filter, sort, matched } = leading(pipeline, collation);
  const p = plan(coll, filter, { sort, hint, collation });
  const matches = compileFilter(filter, vars);
  return { input: documents(p.records, matches), rest: pipeline.slice(matched + (sort && p.sorted ? 1 : 0)) };
}

function* documents(records: Iterable<{ doc: Doc }>, matches: (doc: Doc) => boolean): Generator<Doc> {
  for (const { doc } of records) if (matches(doc)) yield doc;
}

/** What stages need of the server, for a pipeline on that collection. */
export function contextFor(
  req: Request,
  ns: string,
  vars: Vars,
  collation: Collation | undefined,
): PipelineContext {
  const { store } = req;
  const context: PipelineContext = {
    vars,
    *read(name) {
      const asked = namespace(req.db, name);
      const source = sourceOf(store, asked);
      if (source.ns !== asked) requireCollation(source, collation, true);
      const docs = allOf(store.get(source.ns)?.natural() ?? []);
      yield* source.pipeline.length > 0 ? compilePipeline(source.pipeline, context)(docs) : docs;
    },
    stats: (name) => stats(req, ns, name),
  };
  return context;
}

function* allOf(records: Iterable<{ doc: Doc }>): Generator<Doc> {
  for (const { doc } of records) yield doc;
}

function stats(req: Request, ns: string, name: string): Iterable<Doc> {
  const coll = req.store.get(ns);
  if (name === '$collStats') {
    if (!coll)
      fail(
        26,
        `unable to retrieve storageStats in $collStats stage :: caused by :: Collection [${ns}] not found.`,
      );
    return [{ ns, count: coll!.count, storageStats: { count: coll!.count }, localTime: new Date() }];
  }
  if (name === '$indexStats')
    return (coll?.indexes ?? []).map(({ spec }) => ({ name: spec.name, key: spec.key, spec }));
  if (name === '$currentOp') {
    if (req.db !== 'admin' || req.cmd.aggregate === undefined || typeof req.cmd.aggregate === 'string')
      fail(73, "$currentOp must be run against the 'admin' database with {aggregate: 1}");
    return req.member.operations.describe();
  }
  if (name === '$listLocalSessions') return [...req.engine.sessions.all()].map((s) => ({ _id: s.lsid }));
  return [];
}
