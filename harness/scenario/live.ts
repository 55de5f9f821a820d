/**
 * What a run under load is told of a scenario besides: what its requests are and how they should be answered, what of
 * it takes time, how its work is accounted for. All of it may be left out: then requests and invariants are all there is.
 */
import type { Answer, Change, Stores } from '../invariants/invariant.ts';
import type { EngineSpec } from './engine.ts';

export interface LiveSpec {
  /** By kind of request, in the order in which they are told: the first is the one that matters most. */
  kinds?: Readonly<Record<string, KindSpec>>;
  /** By name: what begins with one thing that is seen, and ends with another. */
  flows?: Readonly<Record<string, FlowSpec>>;
  /** Accounts for each piece of what the scenario counts its size in. */
  ledger?: LedgerSpec;
  /** What the stores come to in the end, in numbers. */
  totals?(stores: Stores): Totals;
  /** Whole numbers that a person may choose, each by a flag of its name, a word: `--products 20`. */
  settings?: Readonly<Record<string, SettingSpec>>;
  /** What `dev` starts beside the services, for a person to look at them. */
  page?: PageSpec;
  /** Other ways to run the same system, by the name that a person chooses one by: `--engine temporal`. */
  engines?: Readonly<Record<string, EngineSpec>>;
}

export interface PageSpec {
  /** The file that is run as `node entry` would: a path from the scenario's root. */
  entry: string;
  env(given: PageGiven): Record<string, string>;
}

export interface PageGiven {
  host: string;
  port: number;
  mongoUri: string;
  /** Base URLs of all instances of a service. */
  urls(service: string): string[];
  /** Where it sees, and may strike, processes, and sees the invariants (`harness/control/control.ts` says how). */
  controlUrl: string;
}

export interface KindSpec {
  /** What it is, in a few words. */
  says: string;
  /** What a client hopes to hear: a status such as `202`, or any of a hundred, such as `4xx`. By default `2xx`. */
  right?: string;
  /** The name by which limits are set on its latency; by default that of the kind. */
  limit?: string;
}

export interface FlowSpec {
  /** What it is that begins and ends, several of them: `orders`. */
  what: string;
  /** Where they get to: `to their end`. */
  until: string;
  /** From when to when, in words. */
  says: string;
  create(): FlowWatch;
}

/** Each gives the moments that it tells of. An end may be seen before its begin. */
export interface FlowWatch {
  onAnswer?(answer: Answer): readonly Moment[];
  onChange?(change: Change): readonly Moment[];
}

export interface Moment {
  is: 'begun' | 'ended';
  /** Which one: the same at its begin and at its end. */
  id: string;
  /** When, where that is written down; otherwise when it was seen. */
  at?: Date;
}

export interface LedgerSpec {
  /** What a client knows from an answer of one piece of work; undefined: nothing of any. */
  told(answer: Answer): Told | undefined;
  /** All the work that the stores hold, by id: how each came to its end, in a word or two; null: it has none yet. */
  stored(stores: Stores): ReadonlyMap<string, string | null>;
  /** Ends in words, in the order in which they are told. */
  ends?: Readonly<Record<string, string>>;
}

export interface Told {
  id: string;
  /** Promised, refused for good, or neither. What was once promised stays so. */
  is: 'accepted' | 'refused' | 'unknown';
}

export interface Totals {
  /** What is summed up: `money`. */
  of: string;
  unit: string;
  rows: readonly { name: string; value: number; isWrong?: boolean }[];
}

export interface SettingSpec {
  says: string;
  usual: number;
  least: number;
  most: number;
}

/** What a workload for a live run is asked for besides. */
export interface Live {
  /**
   * Every name that a request makes begins with it, so that no two runs, or parts of one, meet on one database. It is of
   * small letters, digits and dashes.
   */
  prefix: string;
  /** How many requests were drawn for this run before: where names are numbers, these go on from there. */
  after: number;
  settings: Readonly<Record<string, number>>;
}
