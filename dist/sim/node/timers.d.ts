import type { Host } from '../world/host.ts';
type Callback = (...args: unknown[]) => void;
/** Stands where Node hands out a `Timeout` or an `Immediate`. */
export declare class VirtualTimer {
    #private;
    constructor(host: Host, kind: 'timeout' | 'interval' | 'immediate', callback: Callback, delayMs: number, args: unknown[]);
    /** Starts again from now, as `Timeout.refresh`. */
    refresh(): this;
    close(): this;
    ref(): this;
    unref(): this;
    hasRef(): boolean;
    [Symbol.toPrimitive](): number;
    [Symbol.dispose](): void;
}
export declare function installTimers(): void;
/** Forgets timers known by number, so that a run leaves nothing to the next. */
export declare function resetTimers(): void;
export {};
