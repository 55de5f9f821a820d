import { type Doc, type Value } from '../bson/values.ts';
import { type Vars } from './expr.ts';
export type Stage = (docs: Iterable<Doc>) => Iterable<Doc>;
/** What stages need of the server around them. */
export interface PipelineContext {
    vars: Vars;
    /** All documents of another collection of the same database. */
    read(coll: string): Iterable<Doc>;
    /** The documents that `$collStats` and its like stand for. */
    stats?(name: string, spec: Doc): Iterable<Doc>;
}
export declare function compilePipeline(pipeline: Doc[], ctx: PipelineContext): Stage;
export declare function stageOf(stage: Value): {
    name: string;
    spec: Value;
};
/** Known, but carried out by the command: only in the places where the server allows them. */
export declare const SERVER_STAGES: Set<string>;
/** The stages that an update may use, run on one document. */
export declare function compileUpdatePipeline(pipeline: Doc[], vars: Vars): (doc: Doc) => Doc;
export declare const each: (run: (doc: Doc) => Doc) => Stage;
/** A copy with the value at the path; arrays on the way have it put into each element; a scalar gives way. */
export declare function put(target: Value, path: string[], at: number, value: Value): Value;
