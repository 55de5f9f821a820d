/** The values that an index (or a sort) takes from a document: one list per entry, more where arrays lie on the way. */
import { type Doc, type Value } from '../bson/values.ts';
/** Keys of `doc` for the fields `paths`. Two different arrays in one document are refused with `code`. */
export declare function extractKeys(doc: Doc, paths: string[][], code?: number): {
    keys: Value[][];
    multikey: boolean;
};
