import { type Value } from '../bson/values.ts';
import { type PipelineContext, type Stage } from './stages.ts';
export declare function graphLookup(spec: Value, ctx: PipelineContext): Stage;
