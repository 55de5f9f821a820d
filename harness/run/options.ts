/** What a person can ask of a run. */
import type { Slo } from './slo.ts';

export interface RunOptions {
  /** The command as typed, for the report. */
  command: string;
  seed: number;
  /** Of new orders. Null: in an open model one is found that is borne; a closed one asks for none. */
  ratePerS: number | null;
  arrivals: 'poisson' | 'constant' | 'burst';
  durationMs: number;
  warmupMs: number;
  /** Send as fast as answers come instead of when requests are due. */
  closed: boolean;
  products: number;
  /** To each pool of servers. */
  connections: number;
  workers: number;
  timeoutMs: number;
  /** How long the shop may stand still before what it accepted counts as left undone. */
  settleMs: number;
  instances: number;
  /** `mongodb://…`, `memory-server`, `model` or `auto`. */
  mongo: string;
  /** A stack that runs elsewhere; nothing is started then. */
  target: { orders: string; products: string } | null;
  chaos: boolean;
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
  /** Of new orders, once it is known. */
  ratePerS: number | null;
  ended: number;
  failed: number;
  violations: number;
  openOrders: number;
}

/** Thrown when something would not start; the message is one line for a person. */
export class CannotStart extends Error {}
