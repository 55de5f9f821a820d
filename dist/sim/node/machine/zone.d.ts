/** Throws in a thread whose process lives elsewhere. */
export declare function assertZone(): void;
