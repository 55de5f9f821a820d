/** When requests are due: ascending milliseconds from the start. */
export interface When {
    durationMs: number;
    /** Poisson: independent of each other. Constant: evenly spaced. Burst: bunched into `bursts` short crowds. */
    arrivals: 'poisson' | 'constant' | 'burst';
    bursts: number;
}
export declare function arrivalTimes(count: number, when: When, random: () => number): Float64Array;
