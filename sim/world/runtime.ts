/**
 * Whose code is running. Every event belongs to one host, and all it sets off runs dry before the next event,
 * so one variable tells a timer or socket its owner: no async context is needed.
 */
import type { Host } from './host.ts';

export const runtime: {
  /** The host whose code runs now; null outside the simulation. */
  host: Host | null;
  /** True for code that has no world any more (its process died, its run is over): nothing of it takes effect. */
  ghost: boolean;
  /** True while a debugger has stopped all: code that runs now was asked for from there. */
  stopped: boolean;
} = { host: null, ghost: false, stopped: false };

/** Who runs now, in words. */
export const whoRuns = (): string => runtime.host?.name ?? 'the simulator';

/** Runs the simulator's own code in the midst of a host's, with all that is real at hand. */
export function outside<T>(run: () => T): T {
  const { host } = runtime;
  runtime.host = null;
  try {
    return run();
  } finally {
    runtime.host = host;
  }
}
