import type { Reply, Request } from './request.ts';
export declare function hello(req: Request): Promise<Reply>;
