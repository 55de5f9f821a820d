/**
 * Whose code is running. Every event belongs to one host, and all it sets off runs dry before the next event,
 * so one variable tells a timer or socket its owner: no async context is needed.
 */
import type { Host } from './host.ts';
export declare const runtime: {
    /** The host whose code runs now; null outside the simulation. */
    host: Host | null;
    /** True for code that has no world any more (its process died, its run is over): nothing of it takes effect. */
    ghost: boolean;
};
/** Who runs now, in words. */
export declare const whoRuns: () => string;
/** Runs the simulator's own code in the midst of a host's, with all that is real at hand. */
export declare function outside<T>(run: () => T): T;
