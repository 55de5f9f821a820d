import { type DrainMode } from './drain.ts';
import { type SimEvent } from './heap.ts';
import { Host } from './host.ts';
import { Streams } from './random.ts';
import { Trace, type TraceLine } from './trace.ts';
/** What ends a run from inside: real I/O, an uncaught error, a broken promise of the simulator's own. */
export declare class RunFailure extends Error {
    readonly kind: 'escaped' | 'crashed';
    constructor(kind: 'escaped' | 'crashed', message: string, cause?: unknown);
}
export interface WorldOptions {
    /** All randomness of the run comes from here. */
    seed: string;
    /** When the world begins on the run's clock, zero or before: what is of interest begins at zero. */
    startMs?: number;
    drain?: DrainMode;
    /** Gets each event as it runs. */
    onTrace?: (line: TraceLine) => void;
    /** Checks that who started a chain of work is who runs it (`owners.ts`): it costs much. */
    checkOwners?: boolean | undefined;
}
export declare class World {
    #private;
    readonly epochMs: number;
    readonly streams: Streams;
    readonly trace: Trace;
    readonly hosts: Map<string, Host>;
    readonly startUs: number;
    /** The run's clock, in microseconds: the one clock of plans, traces, logs and stories. */
    nowUs: number;
    /** Set by the first failure; the run ends before the next event. */
    failure: RunFailure | null;
    /** Some code of its hosts is done by Node in turns of its own loop: each event is given one. */
    needsTurns: boolean;
    constructor(options: WorldOptions);
    get nowMs(): number;
    host(name: string): Host;
    /** Schedules `run` as code of `host` (null: the world's own) at a virtual time that is not past. */
    at(timeUs: number, host: Host | null, kind: string, detail: string, run: () => void): SimEvent;
    /** The world's own event, `ms` milliseconds from now. */
    after(ms: number, kind: string, run: () => void, detail?: string): SimEvent;
    /** Puts an event that was set aside back in, due now, behind what is already due. */
    again(event: SimEvent): void;
    cancel(event: SimEvent): void;
    /** Records something that happened outside an event of its own. */
    note(host: Host | null, kind: string, detail: string): void;
    fail(kind: 'escaped' | 'crashed', message: string, cause?: unknown): void;
    /** Runs events until `done` says so, the heap is empty, virtual time would pass `limitUs`, or a failure. */
    run(done: () => boolean, limitUs: number): Promise<'done' | 'empty' | 'limit' | 'failed'>;
    /** Forgets all that is still to come. */
    clear(): void;
}
