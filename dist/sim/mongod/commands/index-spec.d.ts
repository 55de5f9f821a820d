/** One index as createIndexes is given it: what may stand in it, and how it is stored. */
import { type Doc, type Value } from '../bson/values.ts';
import { type IndexSpec } from '../storage/index.ts';
/** The specification as it is stored. Throws what the server refuses. */
export declare function parseSpec(given: Value): IndexSpec;
export declare const isIdKey: (key: Doc) => boolean;
