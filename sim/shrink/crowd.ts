/**
 * One fault among many requests. What goes wrong for one order in twenty does so for one of these, where a single one would
 * have to be tried in twenty futures; and a run of them is much shorter than one of all that a plan holds.
 */
import { saysOneOf } from '../../harness/invariants/about.ts';
import type { Scenario } from '../../harness/scenario/scenario.ts';
import type { Plan } from '../plan/plan.ts';
import { divided } from './data.ts';
import { alone, longestOf, strongOf } from './guess.ts';
import { fewerHosts } from './hosts.ts';
import { beginOf, faultsWithin } from './parts.ts';

const CROWD = 24;
/** From one to the next. */
const APART_MS = 50;
/** How long after the first of them the fault begins. */
const BEGINS_AFTER_MS = 100;

/** One that lasts is tried as it strikes so many of those whom the plan's own do. */
const STRIKES = 2;

/**
 * Plans with the last writes before `untilMs`, those that say one of these names where they are many, one soon after the
 * other, and a fault of one kind that is in force before then: on the fewest hosts first; then as strong as its kind may be.
 */
export function crowds(
  plan: Plan,
  names: readonly string[],
  untilMs: number,
  scenario: Pick<Scenario, 'faults' | 'services'>,
): Plan[] {
  const writes = plan.requests.filter(({ method, atMs }) => method !== 'GET' && atMs <= untilMs);
  const own = writes.filter(saysOneOf(names));
  const all = own.length >= CROWD / 2 ? own : writes;
  const those = all.slice(-CROWD);
  const [first] = those;
  if (!first) return [];
  const beginMs = first.atMs + BEGINS_AFTER_MS;
  const requests = those.map((request, i) => ({ ...request, atMs: first.atMs + i * APART_MS }));
  const { faults } = faultsWithin(plan, beginOf(plan, names), untilMs);
  // What was scarce for all of them is as scarce for these.
  const share = all.length / those.length;
  const most = divided(
    { ...plan, faults: faults.map((fault) => ({ ...fault, atMs: beginMs })), requests },
    share,
  );
  const least = fewerHosts(most)[0];
  const bases = least ? [least, most] : [most];
  return [
    ...bases.flatMap((base) => [alone(base, []), ...longestOf(base).map((fault) => alone(base, [fault]))]),
    ...bases.flatMap((base) => strongOf({ ...base, chaosMs: 0 }, scenario, STRIKES)),
  ];
}
