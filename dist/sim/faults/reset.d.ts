/** For a while, each segment to or from a host has a chance of being answered with a reset of its connection. */
export declare const reset: import("./fault.ts").FaultKind<object>;
