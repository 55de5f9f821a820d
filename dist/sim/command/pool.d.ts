import '../node/machine/zone.ts';
import type { Plan } from '../plan/plan.ts';
import type { RunResult } from '../run.ts';
import type { Jobs } from './jobs.ts';
import type { Options } from './options.ts';
type OnResult = (plan: Plan, result: RunResult, index: number) => void;
type PoolOptions = Pick<Options, 'of' | 'workers' | 'bug' | 'drain' | 'verify' | 'seedTimeoutMs' | 'trace' | 'log'>;
/** Threads that have loaded the scenario, each running one plan at a time. */
export declare class Pool {
    #private;
    constructor({ of, workers, bug: name, seedTimeoutMs, ...rest }: PoolOptions, worker?: URL);
    /**
     * A worker that dies or hangs costs its plan only: it is told like any other failure, and another goes on. Rejects when
     * a trace or log cannot be written.
     */
    run(plan: Plan): Promise<RunResult>;
    close(): Promise<void>;
}
/** Runs plans by their index, as many at once as there are workers. After `signal` aborts, no other begins. */
export declare function inPool(pool: Pick<Pool, 'run'>, { count, plan: planOf }: Pick<Jobs, 'count' | 'plan'>, workers: number, onResult: OnResult, signal?: AbortSignal, isDone?: (index: number) => boolean): Promise<void>;
/** Resolves when all have run but those that `isDone`, or, after `signal` aborts, when those under way have. */
export declare function runJobs(jobs: Pick<Jobs, 'count' | 'plan'>, options: PoolOptions, signal: AbortSignal, onResult: OnResult, isDone?: (index: number) => boolean, worker?: URL): Promise<void>;
export {};
