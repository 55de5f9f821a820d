/** Pipelines inside stages: `$facet` and `$unionWith`, and what may not stand in them or in those of `$lookup`. */
import { type Value } from '../bson/values.ts';
import { type PipelineContext, type Stage } from './stages.ts';
/** Compiles the pipeline given to another stage. */
export declare function compileInner(stage: '$facet' | '$lookup' | '$unionWith', pipeline: Value, ctx: PipelineContext): Stage;
export declare function unionWith(spec: Value, ctx: PipelineContext): Stage;
export declare function facet(spec: Value, ctx: PipelineContext): Stage;
