import { type Value } from '../../bson/values.ts';
import { type Operator } from '../expr.ts';
/** What string operators take besides strings. */
export declare function asText(v: Value): string;
export declare function convert(v: Value, to: number): Value;
export declare function conversionType(v: Value): number;
export declare const objects: Record<string, Operator>;
