/** The journal takes long: a crash loses more, and votes and majorities come late. */
export declare const slowDisk: import("./fault.ts").FaultKind<object>;
