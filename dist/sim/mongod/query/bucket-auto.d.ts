import { type Value } from '../bson/values.ts';
import type { PipelineContext, Stage } from './stages.ts';
export declare function bucketAuto(spec: Value, ctx: PipelineContext): Stage;
