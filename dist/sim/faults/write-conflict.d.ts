/** Somebody else's transaction writes to what is busiest, and is never committed: writers wait, transactions fail. */
export declare const writeConflict: import("./fault.ts").FaultKind<object>;
