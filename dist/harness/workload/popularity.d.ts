/** Chooses indexes by the Zipf law: the k-th is chosen in proportion to 1 / k^exponent. */
export interface Popularity {
    /** How likely each index is; they add up to 1. */
    shares: readonly number[];
    /** The index that belongs to a uniform random number in [0, 1). */
    pick(uniform: number): number;
}
export declare function zipf(count: number, exponent: number): Popularity;
