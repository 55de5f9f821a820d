/** What of the stores counts, and how it is told. */
import type { Answer, Change } from '../invariants/invariant.ts';
export interface StoresSpec {
    /** What is judged, in the order in which one collection may refer to those before it. */
    collections: readonly CollectionSpec[];
    /** By kind of request: the fields of an answer's body that are part of the history. */
    told: Readonly<Record<string, readonly string[]>>;
    /** Who or what a change is about: stories are told by subject. By default the collection and the `_id`. */
    subjectsOf?(change: Change): string[];
    /** What an answer is about. By default the kind of request and its key. */
    subjectOf?(answer: Answer): string;
    /** A change in the scenario's words; undefined: as any change is told. */
    tell?(change: Change): string | undefined;
}
export interface CollectionSpec {
    db: string;
    coll: string;
    /**
     * The fields that are part of the history, which two runs share when the same happened in the same order: no times,
     * leases, tokens, generated ids. None: the collection is no part of it.
     */
    history: readonly string[];
    /** A live run copies what is there in any order, and tells it in that of this field. */
    tellBy?: string;
}
