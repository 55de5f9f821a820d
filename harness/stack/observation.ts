/** What a service process measures about itself in one interval. */
export interface Observation {
  /** Unix time in ms at the end of the interval, and its length. */
  atMs: number;
  intervalMs: number;
  /** Time from a request's arrival to the end of its answer: HdrHistogram in µs, compressed. */
  requests: string;
  /** How late the event loop was, in µs. */
  loopDelay: { p50Us: number; p99Us: number; maxUs: number };
  /** CPU time used, all threads. */
  cpuMs: number;
  rssBytes: number;
  /** Command name → durations of MongoDB commands in µs, and how many failed. */
  mongo: Record<string, { durations: string; failed: number }>;
}
