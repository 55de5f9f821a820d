/** find, count, distinct, and the cursors that find and aggregate leave behind. */
import type { Reply, Request } from './request.ts';
export declare function find(req: Request): Reply;
/** The first batch, and a cursor for the rest if there is one. A batch size of 0 leaves everything to getMore. */
export declare function openCursor(req: Request, ns: string, items: Iterator<Buffer>, batchSize: number | undefined, single?: boolean): Reply;
export declare function getMore(req: Request): Promise<Reply>;
export declare function killCursors(req: Request): Reply;
export declare function count(req: Request): Reply;
export declare function distinct(req: Request): Reply;
