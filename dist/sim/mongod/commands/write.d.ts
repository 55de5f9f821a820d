import { type Value } from '../bson/values.ts';
import { type Reply, type Request } from './request.ts';
export declare function insert(req: Request): Promise<Reply>;
export declare function update(req: Request): Promise<Reply>;
/** An update is a document of operators or a replacement, or a pipeline. */
export declare function requireUpdate(update: Value): void;
export declare function del(req: Request): Promise<Reply>;
export declare function alreadyDone(req: Request, stmtId: number): import("../oplog/entry.ts").DocumentOp | undefined;
/** Only the plain comparison of strings is modelled. */
export declare function refuseCollation(collation: Value): void;
