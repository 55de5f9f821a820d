/**
 * What is often all it takes: the requests of one subject, and one fault. A run of so little is over in a tenth of the time
 * that a whole one takes, so that many are tried for what one step down from the whole would cost.
 */
import { saysOneOf } from '../../harness/invariants/about.ts';
import type { Scenario } from '../../harness/scenario/scenario.ts';
import type { Plan, PlannedFault } from '../plan/plan.ts';
import { divided } from './data.ts';
import { alone, longestOf, strongOf } from './guess.ts';
import { fewerHosts } from './hosts.ts';
import { beginOf, faults, faultsWithin } from './parts.ts';
import { futuresOf } from './search.ts';

/** Those that come last before the violation; what only reads seldom brings anything about. */
const MOST_WRITES = 8;
const MOST_READS = 2;
/** How long after the first request the fault begins: alone a request is sooner done than among many. */
const BEGINS_AFTER_MS = [5, 40];
/** Or ends: what was tried in vain so long is under way by then. */
const ENDS_AFTER_MS = [1000, 3000];
/** Or what is over at once strikes: between one step of what a request is and the next. */
const STRIKES_AFTER_MS = [1, 2, 3, 5, 8, 13, 21, 34, 55];
/** So many of them, at different hosts or of different kinds. */
const MOST_STRIKES = 6;
/** Where all are sent at once, one gets in another's way in some futures and not in others. */
const RACES = 4;

/**
 * Plans with the requests that say one of these names and one fault at most: of those that are in force before `untilMs`, or
 * in place of them all. With the fewest hosts first: where there are several of a kind, it takes as many faults.
 */
export function small(
  plan: Plan,
  names: readonly string[],
  untilMs: number,
  scenario: Pick<Scenario, 'faults' | 'services'>,
): Plan[] {
  const about = plan.requests.filter(saysOneOf(names)).filter(({ atMs }) => atMs <= untilMs);
  const kept = new Set([
    ...about.filter(({ method }) => method !== 'GET').slice(-MOST_WRITES),
    ...about.filter(({ method }) => method === 'GET').slice(-MOST_READS),
  ]);
  const requests = about.filter((request) => kept.has(request));
  const [first] = requests;
  if (!first) return [];
  const most = { ...faultsWithin(plan, beginOf(plan, names), untilMs), requests };
  const least = fewerHosts(most)[0] ?? most;
  const moved = (base: Plan, to: (fault: PlannedFault) => number): Plan[] =>
    longestOf(base).map((fault) => alone(base, [{ ...fault, atMs: first.atMs + to(fault) }]));
  // What was scarce for all of them is as scarce for these.
  const share = about.length / requests.length;
  const together = requests.map((sent) => ({ ...sent, atMs: first.atMs }));
  const atOnce = (base: Plan, futures: number): Plan[] =>
    together.length === 1
      ? []
      : [base, ...(share > 1 ? [divided(base, share)] : [])].flatMap((one) =>
          futuresOf(alone({ ...one, requests: together }, []), futures),
        );
  return [
    alone(least, []),
    ...atOnce(least, 1),
    ...(least === most ? [] : atOnce(most, RACES)),
    ...(least.faults.length > 1 ? strongOf(least, scenario) : []),
    ...longestOf(least).map((fault) => alone(least, [fault])),
    ...BEGINS_AFTER_MS.flatMap((ms) => moved(most, () => ms)),
    ...strikesOf(least).flatMap((fault) =>
      STRIKES_AFTER_MS.map((ms) => alone(least, [{ ...fault, atMs: first.atMs + ms }])),
    ),
    ...ENDS_AFTER_MS.flatMap((ms) => moved(least, ({ durationMs }) => ms - durationMs)),
    ...(least === most ? [] : [alone(most, []), ...longestOf(most).map((fault) => alone(most, [fault]))]),
  ];
}

/** What is over at once, one of each kind and target, those of services before those of the database. */
function strikesOf(plan: Plan): PlannedFault[] {
  const inTurn = faults.of(plan).filter(({ durationMs }) => durationMs === 0);
  const each = new Map(inTurn.map((fault) => [JSON.stringify([fault.kind, fault.params]), fault]));
  return [...each.values()].toReversed().slice(0, MOST_STRIKES);
}
