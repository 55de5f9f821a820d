/**
 * Whose code is running. Every event belongs to one host, and all it sets off runs dry before the next event,
 * so one variable tells a timer or socket its owner: no async context is needed.
 */
import type { Host } from './host.ts';

export const runtime: {
  /** The host whose code runs now; null outside the simulation. */
  host: Host | null;
  /** True while a finished world is taken apart: its code may run on, and nothing of it takes effect. */
  ghost: boolean;
} = { host: null, ghost: false };

/** Who runs now, in words. */
export const whoRuns = (): string => runtime.host?.name ?? 'the simulator';
