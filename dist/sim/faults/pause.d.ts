/** A process stands still, as under a long collection or SIGSTOP: its timers are late, its sockets buffer. */
export declare const pause: import("./fault.ts").FaultKind<object>;
