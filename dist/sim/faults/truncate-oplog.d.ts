/** As if a burst of other writes had filled the oplog: who was away finds the history gone that it would resume from. */
export declare const truncateOplog: import("./fault.ts").FaultKind<object>;
