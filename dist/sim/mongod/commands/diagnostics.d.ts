import type { Reply, Request } from './request.ts';
export declare const ping: () => Reply;
export declare const buildInfo: () => Reply;
export declare function serverStatus(req: Request): Reply;
export declare function getParameter(req: Request): Reply;
export declare const connectionStatus: () => Reply;
export declare const getCmdLineOpts: () => Reply;
export declare const whatsmyuri: () => Reply;
export declare const getLog: () => Reply;
export declare function validate(req: Request): Reply;
export declare function dbStats(req: Request): Reply;
/** Sets up or takes away a fail point. */
export declare function configureFailPoint(req: Request): Reply;
