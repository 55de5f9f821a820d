/** Unlike `reset-reply` this strikes nothing but retryable writes, each after it has taken effect. */
export declare const lostWriteReply: import("./fault.ts").FaultKind<object>;
