/** From values to places on an axis, and where its ticks stand: always at 1, 2 or 5 times a power of ten. */
export interface Scale {
    from: number;
    to: number;
    /** As a share of the axis, 0 to 1 for what is on it. */
    at(value: number): number;
    ticks: number[];
}
/** The least round number that is not below a positive one. */
export declare function roundedUp(value: number): number;
/** The greatest round number that is not above a positive one. */
export declare function roundedDown(value: number): number;
/** Every multiple of `step` from `low` to `high`. */
export declare function multiples(step: number, low: number, high: number): number[];
/** From `low` to `high`, or to the next tick above it. Steps are of `least` or more: 1 for what is counted. */
export declare function linear(low: number, high: number, options?: {
    grow?: boolean;
    least?: number;
}): Scale;
/** Both above 0. Without `grow` the axis ends where it is told, and not at the round numbers around that. */
export declare function logarithmic(low: number, high: number, options?: {
    grow?: boolean;
}): Scale;
