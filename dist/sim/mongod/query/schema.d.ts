import { type Doc, type Value } from '../bson/values.ts';
type Test = (v: Value) => boolean;
export declare function compileSchema(schema: Doc): Test;
export {};
