/** What every service of the shop takes to start, and gives back. Nothing here knows whether time is real. */
import type { DestinationStream, Level } from 'pino';

export interface ServiceConfig {
  /** Unique name of this process, such as `inventory-2`: it owns leases and checkpoints under it. */
  instance: string;
  /** Address to listen on. Port 0 takes a free one. */
  host: string;
  port: number;
  mongoUri: string;
  /** Where structured logs go, one JSON line each; standard output when absent. */
  log?: { level?: Level; stream?: DestinationStream };
}

export interface RunningService {
  /** `http://host:port` it listens on. */
  url: string;
  /** Stops taking requests, finishes those under way, closes connections. */
  close(): Promise<void>;
}
