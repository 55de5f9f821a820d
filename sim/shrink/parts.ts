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

/** The plan without what begins later than this. */
export function until(plan: Plan, ms: number): Plan {
  return {
    ...plan,
    faults: plan.faults.filter(({ atMs }) => atMs <= ms),
    requests: plan.requests.filter(({ atMs }) => atMs <= ms),
  };
}

/** The plan with those requests alone that say one of these names, such as the id of an order. */
export const about = (plan: Plan, names: readonly string[]): Plan => ({
  ...plan,
  requests: plan.requests.filter(saysOneOf(names)),
});

/**
 * Takes out all, then by halves, then singly, until no single one can go. A single one is given up in so many futures
 * only (`tries`). Returns whether any went.
 */
export async function thin<T>(search: Search, part: Part<T>, tries: number): Promise<boolean> {
  const before = part.of(search.plan).length;
  let size = before;
  let start = 0;
  while (size > 0 && !search.isOver) {
    const things = part.of(search.plan);
    size = Math.min(size, things.length);
    if (size === 0) break;
    const chunks = Array.from({ length: Math.ceil(things.length / size) }, (_, i) => i * size);
    // Those before the last that went were tried just now.
    const inTurn = [...chunks.filter((at) => at >= start), ...chunks.filter((at) => at < start)];
    const taken = await search.first(
      inTurn.map((at) => part.keep(search.plan, new Set(things.filter((_, i) => i < at || i >= at + size)))),
      size === 1 ? tries : 1,
    );
    start = taken === undefined ? 0 : inTurn[taken]!;
    if (taken === undefined) size = size === 1 ? 0 : Math.ceil(size / 2);
  }
  return part.of(search.plan).length < before;
}
