/**
 * As in a proxy's queue: their senders have long given up, or had their answer elsewhere, when they arrive. What
 * came of an order meanwhile must not be undone by them.
 */
export declare const strayRequests: import("./fault.ts").FaultKind<object>;
