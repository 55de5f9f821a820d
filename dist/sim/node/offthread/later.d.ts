/** Virtual microseconds that work takes which is little, such as a read of a file or a block to compress. */
export declare const SHORT_US = 50;
/** And what is meant to take long, such as the hash of a password, or a pair of keys. */
export declare const LONG_US = 30000;
/** Runs `done` as an event of the host that runs now. Without a host nothing is simulated; a dead one ends nothing. */
export declare function later(kind: string, detail: string, us: number, done: () => void): void;
type Callback = (error: unknown, ...results: unknown[]) => void;
/** Does it now and calls back by an event. */
export declare function callBackLater(kind: string, detail: string, us: number, work: () => unknown[], callback: Callback): void;
/** Does it now and settles by an event. */
export declare function settleLater<T>(kind: string, detail: string, us: number, work: () => T): Promise<T>;
export {};
