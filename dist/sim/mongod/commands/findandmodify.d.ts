import { type Reply, type Request } from './request.ts';
export declare function findAndModify(req: Request): Promise<Reply>;
