/** The connection is cut between a request's arrival and its reply: the work is done, and the caller never hears. */
export declare const resetReply: import("./fault.ts").FaultKind<object>;
