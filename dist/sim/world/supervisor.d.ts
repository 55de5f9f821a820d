/** Restarts what dies, as systemd or Kubernetes would: after a pause that grows when it dies again soon. */
import type { Host } from './host.ts';
/**
 * Starts a process on a host and keeps it running. `main` is the process: a rejected promise is its exit with
 * an error. `onStart` hears of each time it came up.
 */
export declare function supervise(host: Host, main: () => Promise<unknown>, onStart: () => void): void;
