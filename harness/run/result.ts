/** What a run under load came to, as it is saved: all that the report shows, and nothing it has to work out. */
import type { Measure } from '../metrics/index.ts';
import type { Totals } from '../scenario/live.ts';

export const LOAD_FORMAT = 'groundhog-load';
/** 1 took what was under way at the end for failures; 2 was of one shop, and had no words of a scenario. */
export const LOAD_VERSION = 3;

export interface LoadResult {
  format: typeof LOAD_FORMAT;
  version: typeof LOAD_VERSION;
  startedAt: string;
  /** How it was driven, in a few words: `open model, 40 new orders/s`. */
  title: string;
  /** What was run, in its own words. */
  scenario: Told;
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
    /** Response of each kind of request. */
    kinds: Record<string, Spectrum>;
  };
  timeline: Timeline;
  heatmap: Heatmap;
  /** By name, in the order of the scenario: what takes its time beyond the answers to requests. */
  flows: Record<string, Flow>;
  /** Per process; empty when the stack was not ours. */
  services: ServiceSeries[];
  /** MongoDB commands of all services together, by name. */
  mongo: { command: string; failed: number; duration: Spectrum }[];
  /** By service, what its processes told at `/metrics`. Absent in results of before they were asked. */
  metrics?: ServiceMetrics[];
  /** Null, or absent, when nobody knows. */
  cost?: Cost | null;
  requests: RequestTotals;
  /** `order 202`, `order timeout`, … → how many. */
  counts: Record<string, number>;
  /** Null when the scenario keeps none. */
  ledger: Ledger | null;
  /** Null when the stores could not be read to the end, and when there are none. */
  totals: Totals | null;
  /** Processes that ended though nobody ended them, the first first. */
  deaths: Death[];
  chaos: ChaosMark[];
  driverBusyMs: number;
}

/** The words of a scenario, as far as a reader needs them. */
export interface Told {
  name: string;
  /** What its size, and so the rate, is counted in: `orders`. */
  of: string;
  /** By kind of request, in the scenario's order: what it is, and by which name limits are set on it. */
  kinds: Record<string, { says: string; limit: string }>;
  /** By name of the service, in the scenario's order: what it does, and how many processes there were. */
  services: Record<string, { says: string; instances: number | null }>;
}

export interface Verdict {
  exitCode: number;
  outcome: 'passed' | 'violated' | 'broken' | 'interrupted' | 'invalid' | 'limit missed';
  /** What the run came to and why, in one sentence. */
  sentence: string;
  /** All that speaks against the run, the death of a process first of all; empty when it passed. */
  reasons: string[];
  /** What to do about it, if something can be done. */
  advice: string[];
  /** More was asked than could be worked off: what is told as one sentence; null when it kept pace. */
  saturated: string | null;
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
  /** The limit taken apart, to be drawn: `accept`, 99, `<`, 250. Latencies are in ms, errors in %, throughput per s. */
  metric: string;
  figure: number | 'mean' | 'max' | null;
  compare: '<' | '<=' | '>' | '>=';
  bound: number;
  /** As printed, with its unit; null when there was nothing to measure. */
  value: string | null;
  met: boolean;
}

export interface Settings {
  command: string;
  seed: number;
  /** New units of the scenario per second; all else comes on top. Null in a closed model, which asks for no rate. */
  ratePerS: number | null;
  /** How the rate was found; null when it was given. */
  search: RateSearch | null;
  arrivals: string;
  model: 'open' | 'closed';
  durationMs: number;
  /** Less than `durationMs` if the run was cut short. */
  drivenMs: number;
  warmupMs: number;
  connections: number;
  workers: number;
  timeoutMs: number;
  /** By service, where the stack runs elsewhere. */
  target: Record<string, string> | null;
  chaos: boolean;
  /** Planted in the services. */
  bug: string | null;
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

/** How a rate was found that the machine sustains. */
export interface RateSearch {
  /** The highest rate at which all was well; null when none was. */
  soundPerS: number | null;
  /** What became too much, in words; null when nothing did, and more may be borne. */
  limitedBy: string | null;
}

/** What became of the requests that were due in the time measured. */
export interface RequestTotals {
  /** Due; in a closed model, sent. */
  due: number;
  /** Of the schedule; null in a closed model. */
  duePerS: number | null;
  /** Got an answer, whatever was said. */
  answered: number;
  /** Answers per second in the time driven. */
  answeredPerS: number;
  /** No answer (refused, reset, time-out) or a 5xx. */
  failed: number;
  /** Of those that had an end; null when none had. */
  failedPercent: number | null;
  /** Had no end when the run had one: no failures, and in no percentile. */
  unfinished: number;
  kinds: Record<string, KindTotals>;
}

export interface KindTotals {
  /** What a client of this kind hopes to hear: `202`, `409`, … */
  expected: string;
  /** Told that. */
  asExpected: number;
  /** Told something else, `failed` ones included. */
  otherwise: number;
  failed: number;
  unfinished: number;
}

/** A distribution of latencies. */
export interface Spectrum {
  count: number;
  meanMs: number;
  minMs: number;
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
  /** Requests due that had no end yet, at the end of each slice. */
  open: number[];
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
  /** What begins and ends, where it gets to, and from when to when in words. */
  what: string;
  until: string;
  says: string;
  /** How many had begun and not ended, at the end of each slice. */
  open: number[];
  all: Spectrum;
  /** Began in the time measured and were not seen to end: in no percentile. */
  unfinished: number;
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

/** What the processes of one service counted of themselves, from the begin of what was measured until all came to rest. */
export interface ServiceMetrics {
  service: string;
  processes: ScrapedProcess[];
  /** Of all its processes together. */
  measures: Measure[];
}

export interface ScrapedProcess {
  instance: string;
  /** Why its figures are not in the sum, or not all of them; null: they are. */
  flaw: string | null;
  /** Of the last scrape; null: there was none. */
  bytes: number | null;
  tookMs: number | null;
}

/** What the services did for each request of the kind that matters most, with all that came with it. */
export interface Cost {
  /** That kind. */
  of: string;
  /** How many were answered as they should be. */
  count: number;
  /** Null: not told. */
  cpuMs: number | null;
  /** MongoDB commands, but for getMore, which waits by design; null: not told. */
  commands: number | null;
  /** No process lacks in it: else it is at least so much. */
  isWhole: boolean;
}

export interface Ledger {
  /** Distinct good ones sent. */
  sent: number;
  /** Those accepted, by how they ended. */
  ended: Record<string, number>;
  /** Refused for good. */
  refused: number;
  /** No answer came; what became of them in truth. `absent` is null when nobody can know. */
  unknown: { ended: Record<string, number>; absent: number | null };
  /** Accepted, or found in the store, but without an end. Null when nobody can know. */
  open: number | null;
  /** Told one thing, and not found so: never more than 0 in a sound system. Null when nobody can know. */
  unaccounted: number | null;
  /** What became of them could not be found out, since the stores were not read to the end. Else 0. */
  undetermined: number;
  /** Ends in words, in their order. */
  words: Record<string, string>;
}

/** The end of a process that nobody ended. */
export interface Death {
  instance: string;
  /** Milliseconds of the run; null before it began. */
  atMs: number | null;
  signal: string | null;
  exitCode: number | null;
  /** Which, when and how, in one sentence. */
  sentence: string;
  /** The last line it wrote, which need not be the cause. */
  lastLine: string | null;
  /** When it was up again, by the run's time; null when it was not. */
  backMs: number | null;
}

export interface ChaosMark {
  atMs: number;
  durationMs: number;
  /** `kill`, `pause`, or `death` when nobody asked for it. */
  kind: string;
  instance: string;
}
