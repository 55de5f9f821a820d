/** createIndexes, dropIndexes, listIndexes. Indexes are built at once: there is no build in the background. */
import { type Reply, type Request } from './request.ts';
export declare function createIndexes(req: Request): Promise<Reply>;
export declare function listIndexes(req: Request): Reply;
export declare function dropIndexes(req: Request): Reply;
