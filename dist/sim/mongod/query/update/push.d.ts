import { type Value } from '../../bson/values.ts';
import type { Modifier } from './modifiers.ts';
export declare function push(arg: Value): Modifier['apply'];
