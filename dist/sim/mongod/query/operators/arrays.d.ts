import { type Value } from '../../bson/values.ts';
import type { Operator } from '../expr.ts';
export declare function unique(list: Value[]): Value[];
export declare const arrays: Record<string, Operator>;
