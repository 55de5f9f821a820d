/** What the names in a report mean, and in which order they stand: the same in every report. */
/** Kinds of requests. */
export declare const KINDS: Record<string, string>;
export declare const SERVICES: Record<string, string>;
/** The names of a list in its order, then those it does not know by the alphabet. */
export declare function ordered(names: Iterable<string>, known: Record<string, string>): string[];
export declare const serviceOf: (instance: string) => string;
/** What a request was answered. */
export declare const ANSWERS: Record<string, string>;
/** How a request came to no answer, or to none that helps. */
export declare const FAILURES: Record<string, string>;
/** Why an order was rejected. */
export declare const REASONS: Record<string, string>;
