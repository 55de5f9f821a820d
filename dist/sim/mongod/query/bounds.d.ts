import { type Doc, type Value } from '../bson/values.ts';
export interface Bounds {
    intervals: [low: string, high: string][];
    /** Single values: the index goes on to its next field. */
    equality: boolean;
    /** Asks for null or missing, or for what is not something: a sparse index cannot tell. */
    needsMissing: boolean;
}
export declare const TOP: string;
/** The fields that all parts of the filter must satisfy, `$and` taken apart. */
export declare function conjuncts(filter: Doc): [string, Value][];
export declare function collectBounds(filter: Doc): Map<string, Bounds>;
