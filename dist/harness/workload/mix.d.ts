/**
 * A workload in a few lines: some kinds of request, each as often as its weight says, spread over a few seconds and over
 * all clients. For more than that a scenario draws its own.
 */
import type fc from 'fast-check';
import type { Request } from '../scenario/request.ts';
import type { Workload, WorkloadAsked } from '../scenario/scenario.ts';
/** A request but for its kind, which is its name in the mix, and its key: by default its number. */
export type MixedRequest = Omit<Request, 'kind' | 'key'> & {
    key?: string;
};
export interface Ingredient {
    /** How often it is asked, beside the others; by default 1. */
    weight?: number;
    /**
     * The request with number `n`, which no other request of the run has, from 1. `pick(k)` draws a whole number from 0 to
     * k - 1, the same each time the plan is drawn.
     */
    ask(n: number, pick: (below: number) => number): MixedRequest;
}
/** As many requests as the scenario's size. The names of the kinds are those that invariants go by. */
export declare function mix(kinds: Readonly<Record<string, Ingredient>>): (choice: typeof fc, asked: WorkloadAsked) => fc.Arbitrary<Workload>;
