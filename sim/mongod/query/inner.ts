/** Pipelines inside stages: `$facet` and `$unionWith`, and what may not stand in them or in those of `$lookup`. */
import { type Doc, isObject, typeName, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { bringsDocuments } from './documents.ts';
import { atLeast } from './since.ts';
import type { PipelineContext, Pipelines, Stage } from './stage.ts';

const WRITERS = ['$out', '$merge', '$changeStream'];
const SOURCES = ['$collStats', '$indexStats', '$currentOp', '$listLocalSessions'];

/** Compiles the pipeline given to another stage. */
export function compileInner(
  stage: '$facet' | '$lookup' | '$unionWith',
  pipeline: Value,
  ctx: PipelineContext,
  { compile, stageOf }: Pipelines,
): Stage {
  if (!Array.isArray(pipeline))
    return fail(14, `the pipeline of ${stage} must be an array, but is of type ${typeName(pipeline)}`);
  for (const item of pipeline) {
    const { name } = stageOf(item, ctx.vars);
    if (stage === '$facet' && [...WRITERS, ...SOURCES, '$facet'].includes(name))
      fail(40600, `${name} is not allowed to be used within a $facet stage`);
    if (WRITERS.includes(name))
      fail(stage === '$lookup' ? 51047 : 31441, `${name} is not allowed within a ${stage}'s sub-pipeline`);
  }
  return compile(pipeline as Doc[], ctx);
}

export function unionWith(spec: Value, ctx: PipelineContext, pipelines: Pipelines): Stage {
  const { coll, pipeline = [] }: Doc = isObject(spec) ? spec : { coll: spec };
  const alone = coll === undefined && bringsDocuments(pipeline) && atLeast(ctx.vars, '6.0');
  if (typeof coll !== 'string' && !alone) fail(9, 'the $unionWith stage needs a collection name');
  const inner = compileInner('$unionWith', pipeline, ctx, pipelines);
  return function* (docs) {
    yield* docs;
    yield* inner(typeof coll === 'string' ? ctx.read(coll) : []);
  };
}

export function facet(spec: Value, ctx: PipelineContext, pipelines: Pipelines): Stage {
  if (!isObject(spec) || Object.keys(spec).length === 0)
    return fail(40169, 'the $facet specification must be a non-empty object');
  const facets = Object.entries(spec).map(([name, pipeline]) => {
    if (!Array.isArray(pipeline))
      return fail(40170, `arguments to $facet must be arrays, ${name} is of type ${typeName(pipeline)}`);
    return [name, compileInner('$facet', pipeline, ctx, pipelines)] as const;
  });
  return (docs) => {
    const input = [...docs];
    return [Object.fromEntries(facets.map(([name, run]) => [name, [...run(input)]]))];
  };
}
