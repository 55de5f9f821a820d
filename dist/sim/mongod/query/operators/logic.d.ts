import { type Value } from '../../bson/values.ts';
import { type Operator } from '../expr.ts';
/** Unlike in filters all types compare with each other, and missing is below null. */
export declare function compareValues(a: Value, b: Value): number;
export declare const logic: Record<string, Operator>;
