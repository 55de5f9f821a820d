import { type Doc, type Value } from '../bson/values.ts';
import { type PipelineContext, type Stage } from './stages.ts';
export declare function lookup(spec: Value, ctx: PipelineContext): Stage;
/** The keys of all values at a path, those of an array each; of nothing there, that of null. */
export declare function keysAt(doc: Doc, path: string[]): Set<string>;
