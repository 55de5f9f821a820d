import { type Doc } from '../bson/values.ts';
import type { Request } from './request.ts';
/** Refuses a bad read concern, and waits until this member can give what it asks for. */
export declare function awaitReadConcern(req: Request): Promise<void>;
/**
 * After a linearizable read: a no-op that a majority takes shows that no other primary was chosen before the read
 * began, and that all it has read is committed.
 */
export declare function confirmRead(req: Request): Promise<void>;
export interface WriteConcern {
    w: unknown;
    j: boolean;
    wtimeoutMs: number;
    given: Doc;
}
export declare function parseWriteConcern(v: unknown): WriteConcern;
/** Waits for the concern; what cannot be met comes back as the reply's writeConcernError. */
export declare function awaitWriteConcern(req: Request, concern: WriteConcern, upTo: bigint): Promise<Doc | undefined>;
