import { type Doc, type Value } from '../bson/values.ts';
export interface SortPattern {
    fields: string[];
    paths: string[][];
    signs: number[];
}
export declare function parseSort(spec: Doc): SortPattern;
/** The key of a document: where arrays give several, the first in the order of the pattern. */
export declare function sortKey(doc: Doc, pattern: SortPattern): Value[];
export declare function compareKeys(a: Value[], b: Value[], signs: number[]): number;
/** Sorts stably; `docOf` says where an item has its document. */
export declare function sortBy<I>(items: I[], pattern: SortPattern, docOf: (item: I) => Doc): I[];
