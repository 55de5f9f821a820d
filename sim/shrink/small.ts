/**
 * What is often all it takes: the requests of one subject, and one fault. A run of so little is over in a tenth of the time
 * that a whole one takes, so that many are tried for what one step down from the whole would cost.
 */
import { saysOneOf } from '../../harness/invariants/about.ts';
import type { Plan, PlannedFault } from '../plan/plan.ts';
import { beginOf, faults, faultsWithin } from './parts.ts';

/** Those that come last before the violation. */
const MOST_REQUESTS = 8;
/** Of a kind: the one that lasts longest, and the one that begins last. */
const chosenOf = (alike: readonly PlannedFault[]): PlannedFault[] => {
  const longest = alike.reduce((a, b) => (b.durationMs > a.durationMs ? b : a));
  return [...new Set([longest, alike[0]!])];
};
/** How long after the first request the fault strikes: alone a request is sooner done than among many. */
const AFTER_MS = [5, 25, 80];
/** From the last thing to the end of all faults. */
const REST_MS = 100;

/** Plans with the requests that say one of these names and one fault at most, of those that are in force before `untilMs`. */
export function small(plan: Plan, names: readonly string[], untilMs: number): Plan[] {
  const about = plan.requests.filter(saysOneOf(names));
  const requests = about.filter(({ atMs }) => atMs <= untilMs).slice(-MOST_REQUESTS);
  const [first] = requests;
  if (!first) return [];
  // Those that are easier to understand come first, and of a kind the last.
  const inForce = faults.of(faultsWithin(plan, beginOf(plan, names), untilMs)).toReversed();
  const kinds = new Set(inForce.map(({ kind }) => kind));
  const chosen = [...kinds].flatMap((kind) => chosenOf(inForce.filter((fault) => fault.kind === kind)));
  const alone = (left: PlannedFault[]): Plan => {
    const lastMs = Math.max(...[...requests, ...left].map(({ atMs }) => atMs));
    const endMs = Math.max(lastMs, ...left.map(({ atMs, durationMs }) => atMs + durationMs));
    return { ...plan, requests, faults: left, chaosMs: Math.min(plan.chaosMs, Math.ceil(endMs + REST_MS)) };
  };
  return [
    alone([]),
    ...chosen.map((fault) => alone([fault])),
    ...AFTER_MS.flatMap((ms) => chosen.map((fault) => alone([{ ...fault, atMs: first.atMs + ms }]))),
  ];
}
