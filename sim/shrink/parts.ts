/** What a plan holds a list of, and taking out as much of it as can be. */
import { saysOneOf } from '../../harness/invariants/about.ts';
import { databaseFaults } from '../faults/index.ts';
import type { Plan } from '../plan/plan.ts';
import type { Search } from './search.ts';

export interface Part<T> {
  /** Those that are best done without come first. */
  of(plan: Plan): readonly T[];
  /** The plan with these of its things alone, in the order they are in. */
  keep(plan: Plan, kept: ReadonlySet<T>): Plan;
}

const isOfDatabase = new Set(databaseFaults.map(({ kind }) => kind));

/** A cause that is no fault of the database is easier to understand. */
export const faults: Part<Plan['faults'][number]> = {
  of: (plan) => [
    ...plan.faults.filter(({ kind }) => isOfDatabase.has(kind)),
    ...plan.faults.filter(({ kind }) => !isOfDatabase.has(kind)),
  ],
  keep: (plan, kept) => ({ ...plan, faults: plan.faults.filter((fault) => kept.has(fault)) }),
};

export const requests: Part<Plan['requests'][number]> = {
  of: (plan) => plan.requests,
  keep: (plan, kept) => ({ ...plan, requests: plan.requests.filter((request) => kept.has(request)) }),
};

/** Requests that say none of these names, such as the id of an order: those that do are not in question. */
export function requestsBesides(names: readonly string[]): Part<Plan['requests'][number]> {
  const isAbout = saysOneOf(names);
  return {
    of: (plan) => plan.requests.filter((request) => !isAbout(request)),
    keep: (plan, kept) => ({
      ...plan,
      requests: plan.requests.filter((request) => kept.has(request) || isAbout(request)),
    }),
  };
}

/** The plan without what begins later than this, and healed soon after: to there it is the same history. */
export function until(plan: Plan, ms: number): Plan {
  return {
    ...plan,
    chaosMs: Math.min(plan.chaosMs, Math.ceil(ms) + 1),
    faults: plan.faults.filter(({ atMs }) => atMs <= ms),
    requests: plan.requests.filter(({ atMs }) => atMs <= ms),
  };
}

/** What is tried at once is a great step, and worth another future. */
const GREAT_TRIES = 2;

/** The plan with those faults alone that are in force at some time between these two. */
export const faultsWithin = (plan: Plan, fromMs: number, toMs: number): Plan => ({
  ...plan,
  faults: plan.faults.filter(({ atMs, durationMs }) => atMs <= toMs && atMs + durationMs >= fromMs),
});

/** When the first request that says one of these names is sent; the plan's begin when none does. */
export const beginOf = (plan: Plan, names: readonly string[]): number =>
  plan.requests.find(saysOneOf(names))?.atMs ?? 0;

/**
 * Takes out all, then by halves, then singly, until no single one can go. With `most` it begins with so large a share of
 * them rather than with all, and with `least` it ends when nothing as large as that can go. A single one is given up in so
 * many futures only (`tries`). Returns whether any went.
 */
export async function thin<T>(
  search: Search,
  part: Part<T>,
  tries: number,
  least = 0,
  most = 1,
): Promise<boolean> {
  const before = part.of(search.plan).length;
  let size = Math.ceil(before * most);
  let start = 0;
  while (size > before * least && !search.isOver) {
    const things = part.of(search.plan);
    size = Math.min(size, things.length);
    if (size === 0) break;
    const chunks = Array.from({ length: Math.ceil(things.length / size) }, (_, i) => i * size);
    // Those before the last that went were tried just now.
    const inTurn = [...chunks.filter((at) => at >= start), ...chunks.filter((at) => at < start)];
    const taken = await search.first(
      inTurn.map((at) => part.keep(search.plan, new Set(things.filter((_, i) => i < at || i >= at + size)))),
      size === 1 ? tries : chunks.length <= 2 ? GREAT_TRIES : 1,
    );
    start = taken === undefined ? 0 : inTurn[taken]!;
    if (taken === undefined) size = size === 1 ? 0 : Math.ceil(size / 2);
  }
  return part.of(search.plan).length < before;
}
