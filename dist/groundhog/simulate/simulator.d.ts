import type { Failure, Job, Setup } from './job.ts';
/** The process that runs a scenario's histories. It starts when it is first needed, and again when it has died. */
export declare class Simulator {
    #private;
    constructor(setup: Setup);
    /** Resolves to those that failed. Rejects when they could not be run. */
    run(jobs: readonly Job[]): Promise<Failure[]>;
    close(): void;
}
