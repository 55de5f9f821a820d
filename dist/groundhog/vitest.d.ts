import type { Scenario } from '../harness/scenario/scenario.ts';
export interface SimulateOptions {
    /** How many seeds are run. By default none. */
    seeds?: number;
    /** The first of them. By default 1. */
    seed?: number;
    /** A folder of saved plans that once failed and must pass for ever: a path from the scenario's root. */
    plans?: string;
    /** How much is asked in each history, in what the scenario counts its size in. By default its usual. */
    size?: number;
    /** Threads to spread the seeds over. By default as many as cores. */
    workers?: number;
    /** No seed may take longer, in milliseconds of real time. By default five minutes. */
    seedTimeoutMs?: number;
}
/**
 * Defines the tests: one for each saved plan, and one for each range of seeds. One that fails says what was violated, how
 * it came about and by which command it is seen again. Throws when the scenario was not made by `scenario`.
 */
export declare function simulate(scenario: Scenario, options: SimulateOptions): void;
