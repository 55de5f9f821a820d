import { type Doc, type Value } from '../bson/values.ts';
export type Leaf = (value: Value) => boolean;
/** `{$gt: 1}` and not `{a: 1}`: the first name decides; a DBRef's names do not count. */
export declare function isOperatorObject(v: Value): v is Doc;
type Comparison = '$eq' | '$gt' | '$gte' | '$lt' | '$lte';
export declare function compareLeaf(op: Comparison, rhs: Value): Leaf;
export declare function leafOperator(name: string, value: Value, ops: Doc): Leaf;
/** The type codes that `$type` asks for; 'number' stands for four. */
export declare function typeCodes(value: Value, what?: string): number[];
/** Compiles the server's (Perl compatible) pattern as far as JavaScript's own expressions go. */
export declare function toRegExp(pattern: string, options: string): RegExp;
export declare function regexLeaf(pattern: string, options: string): Leaf;
export {};
