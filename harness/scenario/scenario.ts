/**
 * A scenario: which services there are and how each starts, what is asked of them, and what must hold. It is all that
 * `sim`, `load`, `zoo`, campaigns and reports know of a system; the shop's is `scenarios/shop`.
 *
 * | read         | for                                                        |
 * |--------------|------------------------------------------------------------|
 * | `service.ts` | what is run, and what each instance is told                |
 * | `request.ts` | what clients ask, as data                                  |
 * | `fault.ts`   | faults of a scenario's own                                 |
 * | `stores.ts`  | what of the stores counts, and how it is told              |
 * | `bug.ts`     | planted bugs                                               |
 * | `live.ts`    | what a run under load is told besides                      |
 */
import type fc from 'fast-check';
import type { MongoClient } from 'mongodb';
import type { Answer, Change, Invariant, Stores } from '../invariants/invariant.ts';
import type { ServerVersion } from '../mongo/server-version.ts';
import type { DatabaseUser } from '../mongo/users.ts';
import type { Sometimes } from '../sometimes/sometimes.ts';
import type { Bug } from './bug.ts';
import type { FaultKind } from './fault.ts';
import type { Live, LiveSpec } from './live.ts';
import { noteOrigin } from './origin.ts';
import type { Asked, PlannedRequest } from './request.ts';
import type { Data, Instance, Service } from './service.ts';
import type { StoresSpec } from './stores.ts';

export type { Data, Instance, Recognition, Service } from './service.ts';

export interface Scenario<D extends object = Data> {
  /** A word, for plans, results and reports. */
  name: string;
  /** By the name of the service. */
  services: Readonly<Record<string, Service<D>>>;
  /**
   * Run when the database is up, before any service starts: indexes, and what is there at the beginning. A live run does so
   * again on the same database for each `data` that differ.
   */
  setup?: Setup<D>;
  /** Loads what is started by calls rather than as processes; called once, after a bug is planted. */
  shared?(): Promise<Shared<D>>;
  workload(choice: typeof fc, asked: WorkloadAsked): fc.Arbitrary<Workload<D>>;
  /** What a workload has this many of when nobody says otherwise, and what they are called. */
  size: { usual: number; of: string };
  invariants: readonly Invariant[];
  sometimes?: readonly Sometimes[];
  /** Besides those of network, processes, clocks and database, which every scenario has. */
  faults?: readonly FaultKind[];
  stores: StoresSpec;
  database?: DatabaseSpec;
  /** Absent: at rest is when nothing has been written for a while. */
  rest?(): Rest;
  /**
   * What is asked once all is at rest, of a plan's data and requests (under load, of those of the last look; not with
   * `--target`, where others may write): answers are then compared with what is stored (`invariant.shownAtRest`). In the
   * simulator it is asked until there is an answer other than a 5xx.
   */
  atRest?(data: D, requests: readonly PlannedRequest[]): readonly Asked[];
  /** Counts what a run came to, in the scenario's own words. */
  tally?(): Tally;
  bugs?: readonly Bug[];
  /** How a run under load tells of it. */
  live?: LiveSpec;
  /** A plan's data in words: rows of a name and what it is. */
  describe?(data: D, requests: readonly PlannedRequest[]): readonly (readonly [name: string, says: string])[];
}

export interface DatabaseSpec {
  /** Which MongoDB the model is, where `--server-version` does not say otherwise. */
  serverVersion?: ServerVersion;
  /**
   * Who alone gets in. The first is whom `mongoUri` and the set-up speak for, and so needs the right to all that they do.
   * Under load they are made on a database that Groundhog starts; one that is given by its URI has its own.
   */
  users?: readonly DatabaseUser[];
}

export type Setup<D extends object = Data> = (mongo: MongoClient, data: D) => Promise<void>;

/**
 * Services that are started by a call in the simulator. All instances share one copy of the code, which is far cheaper
 * than one copy each, and is right only for code that keeps nothing at module level.
 */
export interface Shared<D extends object = Data> {
  /** By the name of the service. */
  start: Readonly<Record<string, (instance: Instance<D>) => Promise<Started>>>;
  /** In place of the scenario's own. */
  setup?: Setup<D>;
}

/** What a start function gives. */
export interface Started {
  /** Called when the instance is asked to end (SIGTERM): it exits with 0 as soon as this is done. Absent: it dies of it. */
  close?(): Promise<unknown>;
}

export interface WorkloadAsked {
  clients: number;
  /** Of what the scenario counts its size in. */
  size: number;
  /** Corners and extremes too, rather than the usual ranges. */
  swarm: boolean;
  /** For a live run: of one character, whatever the size and the seed. Absent: for the simulator. */
  live?: Live;
}

export interface Workload<D extends object = Data> {
  /** In the order they are due. */
  requests: PlannedRequest[];
  data: D;
  /** All requests are due within this time. */
  durationMs: number;
}

/** Tells, from committed changes alone, when there is nothing left to do. */
export interface Rest {
  onChange(change: Change): void;
  readonly isAtRest: boolean;
  /** What is not at its end, in words. */
  open(): string[];
}

export interface Tally {
  onAnswer(answer: Answer): void;
  /** In the order they are told: the first is what was begun. */
  counts(stores: Stores): Record<string, number>;
}

/** Checks nothing, infers the type of the data. What it is called in is the scenario's file. */
export function scenario<D extends object>(definition: Scenario<D>): Scenario {
  noteOrigin(definition, scenario);
  return definition as unknown as Scenario;
}
