/** The primary is told to step down, as before maintenance. Where nobody could follow it does so only if forced. */
export declare const stepDown: import("./fault.ts").FaultKind<object>;
