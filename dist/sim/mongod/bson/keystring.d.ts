import { type Value } from './values.ts';
export declare function keyOf(v: Value): string;
/** The key of a compound index entry; `descending[i]` says how its i-th component is ordered. */
export declare function compoundKey(values: Value[], descending: boolean[]): string;
export declare function complement(key: string): string;
