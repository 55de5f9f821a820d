/**
 * Views: pipelines that are read as if they were collections. They are kept as the server keeps them, as documents of
 * `system.views` in their database, and so they are replicated, rolled back and dropped with it like any others.
 */
import { show } from '../bson/show.ts';
import { type Doc, isObject, typeName, type Value } from '../bson/values.ts';
import { Collation, sameCollation } from '../collation/collation.ts';
import type { CollationSpec } from '../collation/spec.ts';
import { fail } from '../errors.ts';
import { compilePipeline, stageOf } from '../query/stages.ts';
import type { Store } from '../storage/store.ts';
import type { Request } from './request.ts';

export interface View {
  ns: string;
  /** A collection or a view of the same database. */
  viewOn: string;
  pipeline: Doc[];
  collation: CollationSpec | undefined;
}

/** What is read in the place of a view: a collection, which need not be there, and what is done with its documents. */
export interface Source {
  ns: string;
  pipeline: Doc[];
  /** That of the view; that of the collection where there is none. */
  collation: Collation | undefined;
}

const MAX_DEPTH = 20;

const databaseOf = (ns: string): string => ns.slice(0, ns.indexOf('.'));
const catalogueOf = (ns: string): string => `${databaseOf(ns)}.system.views`;

export function viewAt(store: Store, ns: string): View | undefined {
  const doc = store.get(catalogueOf(ns))?.byId(ns)?.doc;
  return doc && viewOf(doc);
}

const viewOf = ({ _id, viewOn, pipeline, collation }: Doc): View => ({
  ns: _id as string,
  viewOn: viewOn as string,
  pipeline: pipeline as Doc[],
  collation: collation as CollationSpec | undefined,
});

export function* viewsOf(store: Store, db: string): Generator<View> {
  for (const [, { doc }] of store.get(`${db}.system.views`)?.records.ascend() ?? []) yield viewOf(doc);
}

/** Refuses what cannot be done with a view. */
export function requireNoView(store: Store, ns: string): void {
  if (!store.get(ns) && viewAt(store, ns)) fail(166, `Namespace ${ns} is a view, not a collection`);
}

/** Where a reader of that name has to look: in the collection, or through views in the one that they are on. */
export function sourceOf(store: Store, ns: string): Source {
  const coll = store.get(ns);
  if (coll) return { ns, pipeline: [], collation: coll.collation };
  let at = ns;
  let pipeline: Doc[] = [];
  const outer = viewAt(store, ns);
  for (let view = outer, depth = 1; view; view = viewAt(store, at), depth++) {
    if (depth > MAX_DEPTH)
      fail(165, `View depth too deep or view cycle detected; maximum depth is ${MAX_DEPTH}`);
    at = `${databaseOf(ns)}.${view.viewOn}`;
    pipeline = [...view.pipeline, ...pipeline];
  }
  return { ns: at, pipeline, collation: outer?.collation && new Collation(outer.collation) };
}

/** The collation to read it by: a view has its own, which a command can only repeat. */
export function requireCollation(source: Source, asked: Collation | undefined, isAsked: boolean): void {
  if (isAsked && !sameCollation(asked, source.collation))
    fail(167, "Cannot override a view's default collation");
}

/** Keeps the definition, in the place of an older one if there is one. */
export function defineView(
  req: Request,
  ns: string,
  viewOn: Value,
  pipeline: Value,
  collation: CollationSpec | undefined,
  redefine = false,
): void {
  if (req.txn) fail(263, `Cannot create a view in a multi-document transaction. NS: ${ns}`);
  if (typeof viewOn !== 'string')
    fail(14, `BSON field 'create.viewOn' is the wrong type '${typeName(viewOn)}', expected type 'string'`);
  if (viewOn === '') fail(2, "'viewOn' cannot be empty");
  if (!Array.isArray(pipeline))
    fail(14, `BSON field 'create.pipeline' is the wrong type '${typeName(pipeline)}', expected type 'array'`);
  const { store } = req;
  if (store.get(ns)) fail(48, `Collection already exists. NS: ${ns}`);
  if (!redefine && viewAt(store, ns)) fail(48, `A view already exists. NS: ${ns}`);
  checkPipeline(req, pipeline);
  checkGraph(store, { ns, viewOn, pipeline, collation });
  const doc: Doc = { _id: ns, viewOn, pipeline, ...(collation ? { collation } : {}) };
  const writer = req.writer();
  const catalogue = writer.collection(catalogueOf(ns)) ?? writer.create(catalogueOf(ns));
  const old = catalogue.byId(ns);
  if (old) writer.replace(catalogue, old, doc, undefined);
  else writer.insert(catalogue, doc);
}

export function dropView(req: Request, ns: string): void {
  const writer = req.writer();
  const catalogue = writer.collection(catalogueOf(ns));
  const rec = catalogue?.byId(ns);
  if (catalogue && rec) writer.remove(catalogue, rec);
}

function checkPipeline(req: Request, pipeline: Doc[]): void {
  const vars = req.vars();
  for (const stage of pipeline) {
    const { name } = stageOf(stage, vars);
    if (['$out', '$merge', '$changeStream'].includes(name))
      fail(167, `${name} cannot be used in a view definition`);
  }
  compilePipeline(pipeline, { vars, read: () => [] });
}

/** Refuses a view that leads back to itself, too far, or to one that compares strings otherwise. */
function checkGraph(store: Store, view: View): void {
  const db = databaseOf(view.ns);
  const path = [view.ns];
  const visit = (name: string): void => {
    const ns = `${db}.${name}`;
    if (path.includes(ns)) fail(5, `View cycle detected: ${[...path, ns].join(' => ')}`);
    const next = store.get(ns) ? undefined : viewAt(store, ns);
    if (!next) return;
    if (
      !sameCollation(
        view.collation && new Collation(view.collation),
        next.collation && new Collation(next.collation),
      )
    )
      fail(167, `View ${view.ns} has a collation that does not match the collation of view ${ns}`);
    path.push(ns);
    if (path.length > MAX_DEPTH) fail(165, `View depth limit exceeded; maximum depth is ${MAX_DEPTH}`);
    for (const other of namesIn(next)) visit(other);
    path.pop();
  };
  for (const name of namesIn(view)) visit(name);
}

/** The collections and views that a view reads. */
function namesIn({ viewOn, pipeline }: View): string[] {
  const names = [viewOn];
  const walk = (v: Value): void => {
    if (Array.isArray(v)) for (const item of v) walk(item);
    else if (isObject(v)) {
      for (const [key, value] of Object.entries(v)) {
        if (key === '$lookup' || key === '$graphLookup') {
          if (isObject(value) && typeof value.from === 'string') names.push(value.from);
        } else if (key === '$unionWith') {
          if (typeof value === 'string') names.push(value);
          else if (isObject(value) && typeof value.coll === 'string') names.push(value.coll);
        }
        walk(value);
      }
    }
  };
  walk(pipeline);
  return names;
}

/** As listCollections shows it. */
export function describeView({ ns, viewOn, pipeline, collation }: View, nameOnly: boolean): Doc {
  const name = ns.slice(ns.indexOf('.') + 1);
  if (nameOnly) return { name, type: 'view' };
  return {
    name,
    type: 'view',
    options: { viewOn, pipeline, ...(collation ? { collation } : {}) },
    info: { readOnly: true },
  };
}

/** A find as the pipeline that does the same, which is how a view is searched. Throws InvalidPipelineOperator. */
export function findAsPipeline(cmd: Doc): Doc[] {
  const isGiven = (v: Value): boolean => (isObject(v) ? Object.keys(v).length > 0 : Boolean(v));
  for (const option of ['min', 'max', 'returnKey', 'showRecordId', 'noCursorTimeout', 'ntoreturn'])
    if (isGiven(cmd[option])) fail(168, `Option ${option} not supported in aggregation.`);
  if (cmd.tailable) fail(168, 'Tailable cursors are not supported in aggregation.');
  const { filter, sort, skip, limit, projection } = cmd;
  if (isObject(sort) && '$natural' in sort)
    fail(168, `Sort option $natural not supported in aggregation: ${show(sort)}`);
  if (cmd.singleBatch && Number(limit) !== 1) fail(168, 'Option singleBatch not supported in aggregation.');
  const stages: Doc[] = [];
  if (isGiven(filter)) stages.push({ $match: filter });
  if (isGiven(sort)) stages.push({ $sort: sort });
  if (Number(skip) > 0) stages.push({ $skip: skip });
  if (Number(limit) > 0) stages.push({ $limit: limit });
  if (isGiven(projection)) stages.push({ $project: projection });
  return stages;
}
