/**
 * Restarts what ends, however it ended, as systemd or Kubernetes would: after a pause that grows when it ends again
 * soon. Who was asked to end is no such case.
 */
import type { Host } from './host.ts';
/**
 * Starts a process on a host and keeps it running. `main` is the process, which has come up once its promise is kept: a
 * rejected one is its exit with 1.
 */
export declare function supervise(host: Host, main: () => Promise<unknown>): void;
