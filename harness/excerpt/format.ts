/**
 * An excerpt of a run under load: what was sent and what chaos did around something that went wrong, as data. `load`
 * writes it, and `sim --plan` takes it for a plan. Times are milliseconds from the begin of the excerpt.
 */
import type { PlannedRequest } from '../scenario/request.ts';
import type { Data } from '../scenario/scenario.ts';
import type { ChaosEvent } from '../stack/chaos.ts';

export const EXCERPT_FORMAT = 'groundhog-excerpt';
export const EXCERPT_VERSION = 1;

export interface LiveExcerpt {
  format: typeof EXCERPT_FORMAT;
  version: typeof EXCERPT_VERSION;
  /** The name of the scenario. */
  scenario: string;
  /** When the run began, ISO 8601. */
  startedAt: string;
  /** Of the run's workload and chaos. */
  seed: number;
  /** The bug that was planted. */
  bug?: string;
  found: Finding;
  /** Processes by service, and members of the database. */
  topology: { instances: Record<string, number>; members: number };
  durationMs: number;
  /** What the workload came with. */
  data: Data;
  /** In the order they were sent; `client` counts those of the excerpt. */
  requests: PlannedRequest[];
  /** In the order of their begin. */
  chaos: ChaosEvent[];
}

/** What went wrong. */
export interface Finding {
  /** Lost: told one thing and stored as another. Stuck: what was begun did not come to its end. */
  what: 'violated' | 'lost' | 'stuck';
  /** The invariant that was violated. */
  invariant?: string;
  /** What it is about: `order ORD-1`. */
  subject: string;
  message: string;
}
