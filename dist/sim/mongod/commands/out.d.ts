/** `$out` and `$merge`: where a pipeline's documents are written to. */
import { type Doc, type Value } from '../bson/values.ts';
import { type Request } from './request.ts';
export declare function writeOut(req: Request, name: string, spec: Value, docs: Doc[]): Promise<void>;
