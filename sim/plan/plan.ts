/**
 * What a seed stands for, as data: topology, network, workload, faults, and the seed of the random streams.
 *
 * A run is a pure function of its plan. So a failing plan can be saved, replayed by anyone, and shrunk.
 * `draw.ts` makes one from a seed, `save.ts` saves it, `file.ts` loads it, `print.ts` tells it in a few lines.
 */
import type { Arrival, Product } from '../../harness/workload/index.ts';
import type { Character } from './character.ts';

export const REPLICATED = ['orchestrator', 'inventory', 'payment', 'projector'] as const;
export type Replicated = (typeof REPLICATED)[number];

export interface Topology {
  clients: number;
  /** Instances of all services or of each; the gateway, an outside party, is always one. */
  instances: number | Record<Replicated, number>;
  /** Members of the database's replica set. */
  members: number;
}

/** No seed takes half of it to start. */
export const WARM_UP_MS = 2000;

export interface PlannedFault {
  kind: string;
  /** Milliseconds from when clients are let in, which is zero on the clock of all that is told of a run. */
  atMs: number;
  durationMs: number;
  params: Record<string, unknown>;
}

export interface Plan {
  version: 1;
  /** The number a person gave to get this plan. */
  seed: number;
  /** What the seed is about; absent when it was drawn without swarm. */
  character?: Character;
  topology: Topology;
  network: { latencyUs: number; jitterUs: number };
  bank: { latencyMs: number; declineRate: number };
  /** How long before zero the world begins, for all to start; absent: the usual `WARM_UP_MS`. */
  warmUpMs?: number;
  /** Milliseconds in which orders arrive and faults happen; all is healed at its end. */
  chaosMs: number;
  products: Product[];
  arrivals: Arrival[];
  faults: PlannedFault[];
}
