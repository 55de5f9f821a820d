/** Draws a number in [0, 1). */
export type Random = () => number;
export declare class Streams {
    #private;
    constructor(seed: string);
    /** The one stream of this label: the same object at each call, so draws go on where they stopped. */
    get(label: string): Random;
}
/** An integer in [min, max], both included. */
export declare function integerIn(random: Random, min: number, max: number): number;
/** Fills bytes from a stream. */
export declare function fillBytes(random: Random, bytes: Uint8Array): void;
