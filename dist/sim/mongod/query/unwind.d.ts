/** `$unwind`: one document for each element of an array. */
import { type Value } from '../bson/values.ts';
import { type Stage } from './stages.ts';
export declare function unwind(spec: Value): Stage;
