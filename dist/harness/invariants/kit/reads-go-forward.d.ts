import type { Answer, Invariant } from '../invariant.ts';
export interface Reads {
    name?: string;
    says?: string;
    /** The kind of request that reads. */
    kind: string;
    /** The field of its answer that only rises: a version, a count. */
    field: string;
    subject?: (answer: Answer) => string;
}
/**
 * What one client reads moves forward only, whichever instance answers ("monotonic reads").
 *
 * Requests of one client that overlap in time have no order: an answer is compared only with those that had
 * come before its request was sent.
 */
export declare function readsGoForward(reads: Reads): Invariant;
