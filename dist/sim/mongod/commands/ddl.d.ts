import { type Reply, type Request } from './request.ts';
export declare function create(req: Request): Reply;
export declare function drop(req: Request): Reply;
export declare function dropDatabase(req: Request): Reply;
export declare function renameCollection(req: Request): Reply;
export declare function listCollections(req: Request): Reply;
export declare function listDatabases(req: Request): Reply;
export declare function collStats(req: Request): Reply;
