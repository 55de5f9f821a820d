/** Walks a dotted path through documents and arrays, giving the matcher every value the server would look at. */
import { type Doc, type Value } from '../bson/values.ts';
/** Refuses a path that no stage, projection, sort or expression may name. */
export declare function checkFieldPath(path: string): void;
/** What a path gives where there is nothing. */
export declare const MISSING: unique symbol;
/** Called for each value; `whole` marks an array that was also given element by element. True ends the walk. */
export type Visit = (value: Value | typeof MISSING, whole: boolean) => boolean;
/** `spread`: an array at the end of the path is given by its elements, then as itself. */
export declare function visitPath(doc: Value, path: string[], spread: boolean, visit: Visit, at?: number): boolean;
/** The value at a path that is not spread over arrays (array indexes are followed); undefined when missing. */
export declare function getPath(doc: Doc, path: string[]): Value;
