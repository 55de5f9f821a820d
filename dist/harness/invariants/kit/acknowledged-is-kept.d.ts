import { type Document } from 'bson';
import type { Answer, Invariant } from '../invariant.ts';
export interface Acknowledged {
    /** Kinds of request whose success (2xx) is a promise. */
    kinds: readonly string[];
    db: string;
    coll: string;
    /** The `_id` of what was promised; by default the request's key. */
    id?: (answer: Answer) => unknown;
    /**
     * In place of `id`, where the service makes that: fields of the request's body that some document must have as they
     * were sent. Choose what no two requests have alike.
     */
    by?: readonly string[];
    /** Whether the stored document is what was promised; by default it only has to be there. */
    matches?: (answer: Answer, stored: Document) => boolean;
}
/** What a client was promised is in the store in the end. */
export declare function acknowledgedIsKept(what: Acknowledged): Invariant;
