import { type Doc, type Value } from '../bson/values.ts';
import type { Batch } from '../cursors.ts';
import type { Engine } from '../engine.ts';
import type { Vars } from '../query/expr.ts';
import { type Scope } from './events.ts';
export declare class ChangeStream {
    private readonly engine;
    private readonly scope;
    private readonly pipeline;
    private readonly lookup;
    /** It goes on from a resume token. */
    readonly isResumed: boolean;
    /** The next operation to look at. */
    private ts;
    private op;
    private token;
    private ended;
    private wake;
    constructor(engine: Engine, scope: Scope, spec: Value, pipeline: Doc[], vars: Vars);
    private start;
    private checkHistory;
    /** The event that the token names must be there: else this history is not the one it came from. */
    private checkEvent;
    get resumeToken(): object;
    /** The next batch; waits up to `maxTimeMs` when there is nothing yet. */
    next(batchSize: number, maxTimeMs: number): Promise<Batch>;
    close(): void;
    /** Resolves when the commit point moves, or somebody calls `wake`. */
    private news;
    collect(batchSize: number): Batch;
    private transform;
    /** The document as a majority has it now. */
    private current;
}
