/** What a run under load came to, as it is saved: all that the report shows, and nothing it has to work out. */

export interface LoadResult {
  format: 'groundhog-load';
  version: 1;
  startedAt: string;
  /** Ended by a person before its time. */
  interrupted: boolean;
  verdict: Verdict;
  settings: Settings;
  environment: Environment;
  latency: {
    response: Spectrum;
    service: Spectrum;
    sendLag: Spectrum;
    queue: Spectrum;
    /** Response of each kind of request; `order` is what the shop calls acceptance. */
    kinds: Record<string, Spectrum>;
  };
  timeline: Timeline;
  heatmap: Heatmap;
  /** From the 202 for an order to its end. */
  completion: Flow;
  /** From an event's timestamp to the view that shows it. */
  projection: Flow;
  /** Per process of the shop; empty when the stack was not ours. */
  services: ServiceSeries[];
  /** MongoDB commands of all services together, by name. */
  mongo: { command: string; failed: number; duration: Spectrum }[];
  /** `order 202`, `order timeout`, … → how many. */
  counts: Record<string, number>;
  orders: OrderLedger;
  money: { charged: number; refunded: number; confirmed: number };
  chaos: ChaosMark[];
  driverBusyMs: number;
}

export interface Verdict {
  exitCode: number;
  invariants: 'held' | 'violated' | 'not judged';
  /** Why the figures cannot be trusted; empty for a valid run. */
  invalid: string[];
  violations: ToldViolation[];
  /** Violations beyond those told. */
  droppedViolations: number;
  /** The invariants that were judged. */
  judged: { name: string; says: string }[];
  slos: SloResult[];
  /** Things a reader should know. */
  notes: string[];
}

export interface ToldViolation {
  invariant: string;
  atMs: number;
  subject: string;
  message: string;
  story: string[];
}

export interface SloResult {
  limit: string;
  /** As printed, with its unit; null when there was nothing to measure. */
  value: string | null;
  met: boolean;
}

export interface Settings {
  command: string;
  seed: number;
  /** New orders per second; all else comes on top. */
  ratePerS: number;
  requestsPerS: number;
  arrivals: string;
  model: 'open' | 'closed';
  durationMs: number;
  /** Less than `durationMs` if the run was cut short. */
  drivenMs: number;
  warmupMs: number;
  connections: number;
  workers: number;
  timeoutMs: number;
  instances: number;
  target: string | null;
  chaos: boolean;
  maxSendLagMs: number;
}

export interface Environment {
  machine: string;
  cores: number;
  memoryBytes: number;
  os: string;
  node: string;
  packages: Record<string, string>;
  database: { source: string; description: string; version: string; members: number };
  git: { commit: string; dirty: boolean } | null;
}

/** A distribution of latencies. */
export interface Spectrum {
  count: number;
  meanMs: number;
  maxMs: number;
  /** Ascending; percentiles are 0 to 100. */
  points: { percentile: number; ms: number }[];
  /** The whole histogram in µs, in HdrHistogram's compressed form. */
  hdr: string;
}

/** One value per slice of time; null where a slice has none. */
export type Series = (number | null)[];

export interface Timeline {
  sliceMs: number;
  slices: number;
  due: number[];
  sent: number[];
  done: number[];
  p50Ms: Series;
  p90Ms: Series;
  p99Ms: Series;
  maxMs: Series;
  /** Kind of failure → how many in each slice. */
  failures: Record<string, number[]>;
}

export interface Heatmap {
  /** Upper edge of each row in ms, ascending, evenly spaced on a log axis. */
  edgesMs: number[];
  /** counts[row][slice] */
  counts: number[][];
}

export interface Flow {
  all: Spectrum;
  p50Ms: Series;
  p99Ms: Series;
  maxMs: Series;
}

export interface ServiceSeries {
  instance: string;
  latency: Spectrum;
  p50Ms: Series;
  p99Ms: Series;
  requestsPerS: Series;
  loopDelayP99Ms: Series;
  /** Share of one core. */
  cpu: Series;
  rssMb: Series;
  mongoP99Ms: Series;
}

export interface OrderLedger {
  /** Distinct good orders sent. */
  sent: number;
  confirmed: number;
  rejected: Record<string, number>;
  /** Refused with a 4xx. */
  refused: number;
  /** No answer came; what became of them in truth. */
  unknown: { confirmed: number; rejected: number; absent: number };
  /** Accepted, or found in the store, but without an end. */
  open: number;
  /** Told one thing, and not found so: never more than 0 in a sound shop. */
  unaccounted: number;
}

export interface ChaosMark {
  atMs: number;
  durationMs: number;
  /** `kill`, `pause`, or `crash` when nobody asked for it. */
  kind: string;
  instance: string;
}
