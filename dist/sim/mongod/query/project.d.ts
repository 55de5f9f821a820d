/** Projections of find and of `$project`: fields in, fields out, computed fields, and find's `$slice` and `$elemMatch`. */
import { type Doc } from '../bson/values.ts';
import { type Vars } from './expr.ts';
export type Projection = (doc: Doc, vars: Vars) => Doc;
interface Options {
    /** find's own operators are allowed, and an empty projection means the whole document. */
    find: boolean;
    /** The filter whose match decides what `a.$` is. */
    filter?: Doc;
}
export declare function compileProjection(spec: Doc, options: Options): Projection;
/** Which element of the array that the filter looked through made it match. */
export declare function matchedIndex(doc: Doc, filter: Doc): number | undefined;
export {};
