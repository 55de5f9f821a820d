import { type Doc } from '../bson/values.ts';
import { type Reply, type Request } from './request.ts';
export declare function collMod(req: Request): Reply;
/** Refuses a validator, a level or an action that create or collMod may not be given. */
export declare function checkValidation({ validator, validationLevel, validationAction }: Doc): void;
