/**
 * Ctrl-C, and its like from a supervisor or a terminal that goes away. Before a command listens, what it is preloaded
 * with (`early-interrupt.mjs`) ends it; from `onInterrupt` on it ends in its own way, and at once when asked again.
 */
export declare const INTERRUPTED = 130;
/** `end` is called once. `endAtOnce` is for who does not want to wait: by default the process exits. */
export declare function onInterrupt(end: () => void, endAtOnce?: () => void, nowMs?: () => number): void;
