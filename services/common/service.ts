/**
 * What the services have in common. `service.ts` is the contract: what each takes to start, and gives back.
 *
 * Nothing in `services/` knows whether its time, network and database are real: each service is a start function
 * over a config, and all its state is reached from what that function makes. Read next: `start.ts` (a service from
 * port to shut-down), `http.ts` (what it bears, and how it says no), `collections.ts` (all that is stored), `mongo.ts` and `upstream.ts` (what it talks to).
 */
import type { DestinationStream, LevelWithSilent } from 'pino';
import type { Limits } from './limits.ts';

export interface ServiceConfig {
  /** Unique name of this process, such as `inventory-2`: it owns leases and checkpoints under it. */
  instance: string;
  /** Address to listen on. Port 0 takes a free one. */
  host: string;
  port: number;
  mongoUri: string;
  /** How long to wait for the database before the start is given up; 30 s when absent. */
  startTimeoutMs?: number;
  /** What it bears before it says no, where that is not the default. */
  limits?: Partial<Limits>;
  /** Whether each command to the database is timed, by its name: it costs a twelfth of the CPU. True when absent. */
  timesCommands?: boolean;
  /** Offers `GET /openapi.json`. True when absent. */
  showsDocument?: boolean;
  /** Where structured logs go, one JSON line each; standard output when absent. */
  log?: { level?: LevelWithSilent; stream?: DestinationStream };
}

export interface RunningService {
  /** `http://host:port` it listens on. */
  url: string;
  /** Stops taking requests, finishes those under way, closes connections. Bounded in time, and never fails. */
  close(): Promise<void>;
}
