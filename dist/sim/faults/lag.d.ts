/** A member hears and votes, but its data stays as it is: reads from it are old, and it cannot be elected soon. */
export declare const lag: import("./fault.ts").FaultKind<object>;
