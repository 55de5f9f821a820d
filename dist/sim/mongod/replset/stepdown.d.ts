/** The planned change of primary: it lets another catch up, steps down, and tells that one to run. */
import { type Doc } from '../bson/values.ts';
import type { ReplicaSet } from './index.ts';
/** replSetStepDown. Throws ExceededTimeLimit when nobody catches up in time, unless forced. */
export declare function stepDown(set: ReplicaSet, cmd: Doc): Promise<void>;
