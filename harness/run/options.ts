/** What a person can ask of a run. */
import type { Bug } from '../scenario/bug.ts';
import type { Engine } from '../stack/engine.ts';
import type { Slo } from './slo.ts';

export interface RunOptions {
  /** The command as typed, for the report. */
  command: string;
  seed: number;
  /** Of new units of the scenario. Null: in an open model one is found that is borne; a closed one asks for none. */
  ratePerS: number | null;
  arrivals: 'poisson' | 'constant' | 'burst';
  durationMs: number;
  warmupMs: number;
  /** Send as fast as answers come instead of when requests are due. */
  closed: boolean;
  /** Of the scenario, by their names. */
  settings: Readonly<Record<string, number>>;
  /** To each service. */
  connections: number;
  workers: number;
  timeoutMs: number;
  /** How long nothing may come to its end before what it accepted counts as left undone. */
  settleMs: number;
  /** Of each service, as far as the scenario allows it. */
  instances: number;
  /** `mongodb://…`, `memory-server`, `model` or `auto`. */
  mongo: string;
  /** A stack that runs elsewhere, by service, all that are asked; nothing is started then. */
  target: Readonly<Record<string, string>> | null;
  chaos: boolean;
  /** What the scenario is run by; null: as it says itself. */
  engine: Engine | null;
  /** Planted in the services. */
  bug: Bug | null;
  slos: Slo[];
  maxSendLagMs: number;
}

export interface Progress {
  phase:
    | 'starting'
    | 'finding a rate'
    | 'working off'
    | 'warming up'
    | 'driving'
    | 'waiting'
    | 'settling'
    | 'judging'
    | 'stopping';
  /** Milliseconds of the run; negative in the warm-up. */
  atMs: number;
  /** Once it is known. */
  ratePerS: number | null;
  ended: number;
  failed: number;
  violations: number;
  /** Of the flow that matters most, what has begun and not ended; null when there is none. */
  open: { what: string; count: number } | null;
}

export interface RunHooks {
  /** Ends the run early; what there is becomes the result. */
  signal: AbortSignal;
  say(line: string): void;
  onProgress(progress: Progress): void;
}

/** Thrown when something would not start; the message is one line for a person. */
export class CannotStart extends Error {}
