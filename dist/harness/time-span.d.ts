export declare function timeSpan(text: string): number;
/** The same in seconds and within bounds; a bare number is seconds too. */
export declare function secondsBetween(min: number, max: number): (text: string) => number;
