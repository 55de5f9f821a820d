import type { Reply, Request } from './request.ts';
export declare function getStatus(req: Request): Reply;
export declare function getConfig(req: Request): Reply;
export declare function stepDown(req: Request): Promise<Reply>;
/** Runs for primary at once, though there may be one. */
export declare function stepUp(req: Request): Promise<Reply>;
export declare function freeze(req: Request): Reply;
/** From another member. */
export declare function internal(req: Request): Promise<Reply>;
