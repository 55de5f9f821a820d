/** All that one host sends or gets takes longer, by an amount that varies. */
export declare const latency: import("./fault.ts").FaultKind<object>;
