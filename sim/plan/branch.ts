/**
 * A plan with another future: the same history up to a moment, and from there on all that is chance is drawn anew, which is
 * every random stream and every fault that begins later. What clients ask stays, and how many faults of which kinds come.
 *
 * What was drawn is written down in the plan, so that a branch is a plan like any other: it is saved, replayed and shrunk.
 */
import fc from 'fast-check';
import type { Scenario } from '../../harness/scenario/scenario.ts';
import { faultKind, faultsOf } from '../faults/index.ts';
import { hostsOf } from '../system/hosts.ts';
import { integerIn, Streams } from '../world/random.ts';
import { aFault } from './draw-faults.ts';
import type { Branch, Plan, PlannedFault } from './plan.ts';

/**
 * The future `salt` of a plan from `atMs` on, on the run's clock. A later fault keeps its kind; when it comes (before all is
 * healed), how long it lasts, whom it strikes and how hard are drawn as for any seed. Equal arguments give equal plans.
 */
export function branchOf<P extends Plan>(
  plan: P,
  scenario: Pick<Scenario, 'faults' | 'services'>,
  { atMs, salt }: Pick<Branch, 'atMs' | 'salt'>,
): P {
  const kinds = faultsOf(scenario);
  const targets = hostsOf(plan.topology);
  const streams = new Streams(`${plan.seed}/branch ${salt}`);
  const fromMs = Math.max(0, Math.floor(atMs) + 1);
  const redrawn = (planned: PlannedFault, number: number): PlannedFault => {
    if (planned.atMs <= atMs || fromMs > plan.chaosMs) return planned;
    const fault = aFault(faultKind(kinds, planned.kind), targets, [fromMs, Math.floor(plan.chaosMs)]);
    // Each has a stream of its own: of two branches that differ in one fault, the others are alike.
    const seed = integerIn(streams.get(`fault ${number}`), 0, 0x7fffffff);
    return fc.sample(fc.noBias(fault), { seed, numRuns: 1 })[0]!;
  };
  return {
    ...plan,
    branch: { atMs, salt, ...(plan.branch && { of: plan.branch }) },
    faults: plan.faults.map(redrawn),
  };
}
