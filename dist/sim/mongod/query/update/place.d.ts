/** Where an update works: following a path, making what is missing on the way, and noting what changed. */
import { type Doc, type Value } from '../../bson/values.ts';
import type { Predicate } from '../match.ts';
import type { Modifier } from './modifiers.ts';
/** The change as the oplog has it: full paths. */
export interface Log {
    set: Doc;
    unset: string[];
}
/** A field that is not there. */
export declare const NOTHING: unique symbol;
/** The paths that one with `$`, `$[]` and `$[id]` stands for in this document. */
export declare function expandPath(doc: Doc, path: string[], position: () => number, filters: Map<string, Predicate>): string[][];
/** The value at a plain path (no arrays on the way), for `$rename`. */
export declare function readAt(doc: Doc, path: string[] | undefined): Value | typeof NOTHING;
/** The document with the modifier applied at `path`. `moved` is the value that a rename brings along. */
export declare function modifyAt(doc: Doc, path: string[], modifier: Modifier, moved: Value | typeof NOTHING, log: Log): Doc;
/** The document as the prose of errors names it. */
export declare const idOf: (doc: Doc) => string;
