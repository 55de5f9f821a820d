/** As an operator's `killCursors` would: who reads on is told that there is no such cursor. */
export declare const killCursors: import("./fault.ts").FaultKind<object>;
