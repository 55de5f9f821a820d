import { type Doc, type Value } from '../bson/values.ts';
import type { PipelineContext, Stage } from './stages.ts';
export declare function bucket(spec: Value, ctx: PipelineContext): Stage;
/** `$bucket` groups wrapped documents: the paths of its output lead one level further in. */
export declare function prefixed(v: Value): Doc;
