/**
 * What a seed stands for, as data: topology, network, requests, faults, and the seed of the random streams.
 *
 * A run is a pure function of its plan. So a failing plan can be saved, replayed by anyone, and shrunk.
 * `draw.ts` makes one from a seed, `branch.ts` one with another future, `save.ts` saves it, `file.ts` loads it, `print.ts` tells it in a few lines.
 */
import type { ServerVersion } from '../../harness/mongo/server-version.ts';
import type { PlannedRequest } from '../../harness/scenario/request.ts';
import type { Data } from '../../harness/scenario/scenario.ts';
import type { Character } from './character.ts';

export interface Topology {
  clients: number;
  /** By the name of the service. */
  instances: Record<string, number>;
  /** Members of the database's replica set. */
  members: number;
}

/** No seed takes half of it to start. */
export const WARM_UP_MS = 2000;

/** One whose start is disturbed takes as long as a database without a primary, and a service that gave up on it, may. */
export const ROUGH_WARM_UP_MS = 30_000;

/** It stays at rest this long before it is judged, so that a late duplicate is still seen. */
export const REST_MS = 3000;

export interface PlannedFault {
  kind: string;
  /** Milliseconds from when clients are let in, which is zero on the clock of all that is told of a run. Below: all starts. */
  atMs: number;
  durationMs: number;
  params: Record<string, unknown>;
}

/** The same history up to a moment, and from there on another: every random stream is drawn anew. */
export interface Branch {
  /** On the run's clock; at or before the world's begin: all of it is drawn anew. */
  atMs: number;
  /** Which other future. */
  salt: number;
  /** The branch that it leaves; absent: it leaves what is the seed's own. */
  of?: Branch;
}

export interface Plan {
  version: 2;
  /** The name of the scenario that it is a plan of. */
  scenario: string;
  /** The number a person gave to get this plan. */
  seed: number;
  /** What the seed is about; absent when it was drawn without swarm. */
  character?: Character;
  topology: Topology;
  /** Which MongoDB its database is. */
  serverVersion: ServerVersion;
  network: { latencyUs: number; jitterUs: number };
  /** Where its random streams leave those of the seed; absent: nowhere. */
  branch?: Branch;
  /** How long before zero the world begins, for all to start; absent: the usual `WARM_UP_MS`. */
  warmUpMs?: number;
  /** Milliseconds in which requests are sent and faults happen; all is healed at its end. */
  chaosMs: number;
  /** The scenario's own part: its set-up and its services are given it. */
  data: Data;
  requests: PlannedRequest[];
  faults: PlannedFault[];
}

/** Whether it strikes while all starts, before clients are let in. */
export const isAtStart = ({ atMs }: { atMs: number }): boolean => atMs < 0;

/** Milliseconds from the world's begin to zero. */
export const warmUpMsOf = ({ warmUpMs = WARM_UP_MS }: Plan): number => warmUpMs;
