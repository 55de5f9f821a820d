import type { Reply, Request } from './request.ts';
/** Finds the session, and the transaction that the command continues or starts. */
export declare function attach(req: Request): void;
export declare function commitTransaction(req: Request): Reply;
export declare function abortTransaction(req: Request): Reply;
export declare function startSession(req: Request): Reply;
export declare function endSessions(req: Request): Reply;
export declare function refreshSessions(req: Request): Reply;
/** An empty list means all of them. */
export declare function killSessions(req: Request): Reply;
