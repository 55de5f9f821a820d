/** `$redact`: keeps, cuts off or descends into each document and what is embedded in it. */
import { type Value } from '../bson/values.ts';
import type { PipelineContext, Stage } from './stages.ts';
export declare function redact(spec: Value, ctx: PipelineContext): Stage;
