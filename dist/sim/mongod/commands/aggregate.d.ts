import { type Doc } from '../bson/values.ts';
import { type Reply, type Request } from './request.ts';
/** The stage at the end of the pipeline that writes, if it has one. */
export declare function writingStage({ pipeline }: Doc): '$out' | '$merge' | undefined;
export declare function aggregate(req: Request): Promise<Reply>;
