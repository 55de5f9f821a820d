/**
 * Aggregation stages. A pipeline is a chain of functions from documents to documents. The larger ones have their own files.
 * Stages that touch the server itself ($changeStream, $merge, $out) are taken off by the aggregate command.
 */
import { asInteger } from '../bson/number.ts';
import { type Doc, isNumber, isObject, toNumber, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { bucket } from './bucket.ts';
import { bucketAuto } from './bucket-auto.ts';
import { densify } from './densify.ts';
import { documents } from './documents.ts';
import { compileExpr, type Expr, type Vars } from './expr.ts';
import { orderOf } from './expression.ts';
import { fill } from './fill.ts';
import { graphLookup } from './graph-lookup.ts';
import { compileGroup } from './group.ts';
import { facet, unionWith } from './inner.ts';
import { refuseWhereWithin } from './javascript.ts';
import { lookup } from './lookup.ts';
import { compileFilter } from './match.ts';
import { checkFieldPath } from './path.ts';
import { compileProjection } from './project.ts';
import { redact } from './redact.ts';
import { refuseSearch } from './search.ts';
import { STAGES as CAME, offers } from './since.ts';
import { parseSort, sortBy } from './sort.ts';
import { each, type PipelineContext, type Pipelines, put, type Stage } from './stage.ts';
import { unwind } from './unwind.ts';
import { setWindowFields } from './windows/index.ts';

export type { PipelineContext, Stage } from './stage.ts';

type Compile = (spec: Value, ctx: PipelineContext, pipelines: Pipelines) => Stage;

export function compilePipeline(pipeline: Doc[], ctx: PipelineContext): Stage {
  const stages = pipeline.map((stage, i) => {
    const { name, spec } = stageOf(stage, ctx.vars);
    if (i > 0 && FIRST.has(name)) fail(40602, `${name} is only valid as the first stage in a pipeline.`);
    return STAGES[name]!(spec, ctx, { compile: compilePipeline, stageOf });
  });
  return (docs) => stages.reduce<Iterable<Doc>>((input, stage) => stage(input), docs);
}

export function stageOf(stage: Value, vars: Vars): { name: string; spec: Value } {
  if (!isObject(stage)) return fail(14, "Each element of the 'pipeline' array must be an object");
  const names = Object.keys(stage);
  if (names.length !== 1)
    fail(40323, 'A pipeline stage specification object must contain exactly one field.');
  const name = names[0]!;
  const known = Object.hasOwn(STAGES, name) || SERVER_STAGES.has(name);
  if (!known || !offers(CAME, name, vars)) fail(40324, `Unrecognized pipeline stage name: '${name}'`);
  if (name === '$match') refuseWhereWithin(stage.$match);
  return { name, spec: stage[name] };
}

/** Known, but carried out by the command: only in the places where the server allows them. */
export const SERVER_STAGES = new Set(['$changeStream', '$merge', '$out']);

/** Sources of documents of their own. */
const FIRST = new Set(['$collStats', '$indexStats', '$currentOp', '$listLocalSessions', '$documents']);

/** The stages that an update may use, run on one document. */
export function compileUpdatePipeline(pipeline: Doc[], vars: Vars): (doc: Doc) => Doc {
  const allowed = ['$set', '$addFields', '$unset', '$project', '$replaceRoot', '$replaceWith'];
  for (const stage of pipeline) {
    const { name } = stageOf(stage, vars);
    if (!allowed.includes(name)) fail(72, `${name} is not allowed to be used within an update`);
  }
  const run = compilePipeline(pipeline, { vars, read: () => [] });
  return (doc) => {
    const [out] = run([doc]);
    return out!;
  };
}

const STAGES: Record<string, Compile> = {
  $match: (spec, ctx) => {
    if (!isObject(spec)) return fail(15959, 'the match filter must be an expression in an object');
    const test = compileFilter(spec, ctx.vars);
    return function* (docs) {
      for (const doc of docs) if (test(doc)) yield doc;
    };
  },
  $project: (spec, ctx) => {
    if (!isObject(spec)) return fail(15969, '$project specification must be an object');
    const project = compileProjection(spec, { find: false, vars: ctx.vars });
    return each((doc) => project(doc, ctx.vars));
  },
  $addFields: (spec, ctx) => addFields(spec, ctx.vars, '$addFields'),
  $set: (spec, ctx) => addFields(spec, ctx.vars, '$set'),
  $unset: (spec, ctx) => {
    const names = Array.isArray(spec) ? spec : [spec];
    if (names.length === 0 || names.some((n) => typeof n !== 'string'))
      fail(31002, '$unset specification must be a string or an array of strings');
    const project = compileProjection(Object.fromEntries(names.map((n) => [n, 0])), {
      find: false,
      vars: ctx.vars,
    });
    return each((doc) => project(doc, ctx.vars));
  },
  $sort: (spec, ctx) => {
    if (!isObject(spec)) return fail(15973, 'the $sort key specification must be an object');
    if (Object.keys(spec).length === 0) fail(15976, '$sort stage must have at least one sort key');
    const pattern = parseSort(spec, orderOf(ctx.vars));
    return (docs) => sortBy([...docs], pattern, (doc) => doc);
  },
  $limit: (spec) => {
    const n = count(spec, 15957, 'the limit must be specified as a number');
    if (n <= 0) fail(15958, 'the limit must be positive');
    return function* (docs) {
      let left = n;
      for (const doc of docs) {
        yield doc;
        if (--left === 0) return;
      }
    };
  },
  $skip: (spec) => {
    const n = count(spec, 15972, 'Argument to $skip must be a number');
    if (n < 0) fail(15956, 'Argument to $skip cannot be negative');
    return function* (docs) {
      let left = n;
      for (const doc of docs) if (left-- <= 0) yield doc;
    };
  },
  $count: (spec) => {
    if (typeof spec !== 'string') return fail(40156, 'the count field must be a non-empty string');
    if (spec === '') fail(40157, 'the count field must be a non-empty string');
    if (spec.startsWith('$')) fail(40158, 'the count field cannot be a $-prefixed path');
    if (spec.includes('.')) fail(40160, "the count field cannot contain '.'");
    return function* (docs) {
      let n = 0;
      for (const _ of docs) n++;
      if (n > 0) yield { [spec]: n };
    };
  },
  $group: (spec, ctx) => compileGroup(spec, ctx.vars),
  $sortByCount: (spec, ctx) => {
    const group = compileGroup({ _id: spec, count: { $sum: 1 } }, ctx.vars);
    return (docs) => sortBy([...group(docs)], parseSort({ count: -1 }), (doc) => doc);
  },
  $unwind: unwind,
  $replaceRoot: (spec, ctx) => {
    if (!isObject(spec)) return fail(40229, 'expected an object as specification for $replaceRoot stage');
    if (!('newRoot' in spec)) fail(40231, 'no newRoot specified for the $replaceRoot stage');
    return replaceRoot(spec.newRoot, ctx.vars, "'newRoot' expression ");
  },
  $replaceWith: (spec, ctx) => replaceRoot(spec, ctx.vars, "'replacement document' "),
  $lookup: lookup,
  $graphLookup: graphLookup,
  $unionWith: unionWith,
  $facet: facet,
  $bucket: bucket,
  $bucketAuto: bucketAuto,
  $sample: (spec) => {
    if (!isObject(spec)) return fail(28745, 'the $sample stage specification must be an object');
    if (!isNumber(spec.size)) return fail(28746, 'size argument to $sample must be a number');
    const size = toNumber(spec.size);
    if (size <= 0) fail(28747, 'size argument to $sample must be positive');
    return (docs) => {
      const all = [...docs];
      const out: Doc[] = [];
      while (out.length < size && all.length > 0)
        out.push(...all.splice(Math.floor(Math.random() * all.length), 1));
      return out;
    };
  },
  $listSearchIndexes: refuseSearch,
  $geoNear: () => fail(27, '$geoNear requires a 2d or 2dsphere index, but none were found'),
  $redact: redact,
  $documents: documents,
  $setWindowFields: setWindowFields,
  $densify: densify,
  $fill: fill,
  $changeStreamSplitLargeEvent: () =>
    fail(7182800, "$changeStreamSplitLargeEvent can only be used in a '$changeStream' pipeline"),
  $collStats: stats('$collStats'),
  $indexStats: stats('$indexStats'),
  $currentOp: stats('$currentOp'),
  $listLocalSessions: stats('$listLocalSessions'),
};

function stats(name: string): Compile {
  return (spec, ctx) => () =>
    ctx.stats?.(name, spec as Doc) ?? fail(40324, `Unrecognized pipeline stage name: '${name}'`);
}

function count(v: Value, code: number, message: string): number {
  if (!isNumber(v)) return fail(code, message);
  const n = asInteger(v);
  return n === undefined ? fail(code, `${message}: ${String(v)}`) : Number(n);
}

function addFields(spec: Value, vars: Vars, name: string): Stage {
  if (!isObject(spec)) return fail(40272, `${name} specification stage must be an object`);
  const fields: { path: string[]; expr: Expr }[] = [];
  const collect = (value: Value, path: string[]): void => {
    if (
      isObject(value) &&
      Object.keys(value).length > 0 &&
      !Object.keys(value).some((k) => k.startsWith('$'))
    ) {
      for (const [k, v] of Object.entries(value)) collect(v, [...path, ...k.split('.')]);
    } else fields.push({ path, expr: compileExpr(value, vars) });
  };
  for (const [k, v] of Object.entries(spec)) {
    checkFieldPath(k);
    collect(v, k.split('.'));
  }
  if (fields.length === 0) fail(40177, `${name} specification must have at least one field`);
  return each((doc) => {
    let out = doc;
    for (const { path, expr } of fields) {
      const value = expr(doc, vars);
      out = put(out, path, 0, value) as Doc;
    }
    return out;
  });
}

function replaceRoot(spec: Value, vars: Vars, what: string): Stage {
  const expr = compileExpr(spec, vars);
  return each((doc) => {
    const root = expr(doc, vars);
    if (isObject(root)) return root;
    return fail(
      40228,
      `${what}must evaluate to an object, but resulting value was: ${root === undefined ? 'MISSING' : String(root)}`,
    );
  });
}
