/** What is said of answers and failures in every report, and in which order things stand: always the same. */
/** The names of a list in its order, then those it does not know by the alphabet. */
export declare function ordered(names: Iterable<string>, known: Readonly<Record<string, unknown>>): string[];
export declare const serviceOf: (instance: string) => string;
/** What a request was answered. */
export declare const ANSWERS: Record<string, string>;
/** How a request came to no answer, or to none that helps. */
export declare const FAILURES: Record<string, string>;
export declare const capital: (text: string) => string;
