import type { EncodedLatencies } from '../latencies.ts';

/** What a service process measures about itself in one interval. */
export interface Observation {
  /** Unix time in ms at the end of the interval, and its length. */
  atMs: number;
  intervalMs: number;
  /** Times from a request's arrival to the end of its answer. */
  requests: EncodedLatencies;
  /** How late the event loop was, in µs. */
  loopDelay: { p50Us: number; p99Us: number; maxUs: number };
  /** CPU time used, all threads. */
  cpuMs: number;
  rssBytes: number;
  /** Command name → durations of MongoDB commands, and how many failed. */
  mongo: Record<string, { durations: EncodedLatencies; failed: number }>;
}
