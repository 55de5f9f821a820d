/**
 * Fail points: what a client sets up to befall it or others, so that it can be tested.
 *
 * `failCommand` makes chosen commands fail, stall or lose their connection. `onPrimaryTransactionalWrite` strikes as
 * a statement of a retryable write takes effect, `failGetMoreAfterCursorCheckout` once a getMore has its cursor. While
 * `stopReplProducer` is on, a secondary stays as it is.
 */
import { type Doc } from './bson/values.ts';
import type { Request } from './commands/request.ts';
import { MongoError } from './errors.ts';
export interface Failure {
    blockMs: number;
    close: boolean;
    error: MongoError | undefined;
    writeConcernError: Doc | undefined;
    /** Given with the failure, these stand in the place of the labels that the server would choose. */
    labels: string[] | undefined;
}
export declare class FailPoint {
    private times;
    private skip;
    private data;
    private entered;
    /** Sets it up, or off with 0 times. How often it has struck so far. */
    set(times: number, skip: number, data: Doc): number;
    get isOn(): boolean;
    /** Its data, if it strikes now; `concerns` says whether this is a case for it at all. */
    strikes(concerns?: (data: Doc) => boolean): Doc | undefined;
}
export declare class FailPoints {
    private readonly failCommand;
    private readonly onPrimaryTransactionalWrite;
    private readonly failGetMoreAfterCursorCheckout;
    private readonly stopReplProducer;
    named(name: unknown): FailPoint | undefined;
    get holdsReplication(): boolean;
    /** What is to befall this command, if anything. */
    meets(req: Request): Failure | undefined;
    /** Throws if the statement is to fail before it takes effect. */
    atStatement(req: Request): void;
    /** Throws if the getMore is to fail. */
    atCursor(req: Request): void;
}
