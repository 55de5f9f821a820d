/** What guesses are made of: some requests and one fault of a plan, alone. */
import type { Scenario } from '../../harness/scenario/scenario.ts';
import type { Plan, PlannedFault } from '../plan/plan.ts';
import { oneForAll } from './merge.ts';
import { faults } from './parts.ts';

/** Until the first thing. */
const BEFORE_MS = 20;
/** From the last thing to the end of all faults. */
const REST_MS = 100;

/** So many requests and these faults, soon after the begin, and all healed soon after them. */
export function alone(plan: Plan, left: readonly PlannedFault[]): Plan {
  const things = [...plan.requests, ...left];
  const earlierMs = Math.min(...things.map(({ atMs }) => atMs)) - BEFORE_MS;
  const sooner = <T extends { atMs: number }>(thing: T): T => ({ ...thing, atMs: thing.atMs - earlierMs });
  const endMs = Math.max(
    ...things.map(({ atMs }) => atMs),
    ...left.map(({ atMs, durationMs }) => atMs + durationMs),
  );
  return {
    ...plan,
    requests: plan.requests.map(sooner),
    faults: left.map(sooner),
    chaosMs: Math.ceil(endMs - earlierMs + REST_MS),
  };
}

/** By then whoever waits has given up, and what goes on brings about no more. */
const LONG_MS = 20_000;

/** Of each kind the one that lasts longest, within reason; those that are easier to understand come first. */
export function longestOf(plan: Plan): PlannedFault[] {
  const inTurn = faults
    .of(plan)
    .map((fault) => ({ ...fault, durationMs: Math.min(fault.durationMs, LONG_MS) }))
    .toReversed();
  return [...new Set(inTurn.map(({ kind }) => kind))].map((kind) =>
    inTurn.filter((fault) => fault.kind === kind).reduce((a, b) => (b.durationMs > a.durationMs ? b : a)),
  );
}

/** Plans with one fault of a kind that the plan has, as strong as its kind may be, alone: of each kind so many at most. */
export function strongOf(
  plan: Plan,
  scenario: Pick<Scenario, 'faults' | 'services'>,
  most = Number.POSITIVE_INFINITY,
): Plan[] {
  if (plan.faults.length === 0) return [];
  const strong = oneForAll(plan, scenario);
  return [...new Set(plan.faults.map(({ kind }) => kind))].flatMap((kind) =>
    strong
      .filter(({ faults: [fault] }) => fault!.kind === kind)
      .slice(0, most)
      .map((one) => alone(one, one.faults)),
  );
}
