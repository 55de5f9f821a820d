export declare class Distinct {
    #private;
    size: number;
    /** True if it is new. */
    add(hash: string): boolean;
}
