/** A member of the database and everybody else do not hear each other. */
export declare const isolateMember: import("./fault.ts").FaultKind<object>;
/** Who is left with the old primary goes on reading and writing there, for nothing. */
export declare const isolatePrimary: import("./fault.ts").FaultKind<object>;
