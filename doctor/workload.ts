/** Whether what a scenario draws is a workload: requests as data, due in their time, to services that take some. */
import { isDeepStrictEqual } from 'node:util';
import type { PlannedRequest } from '../harness/scenario/request.ts';
import { requestFlaw } from '../harness/scenario/request-flaw.ts';
import type { Scenario } from '../harness/scenario/scenario.ts';
import { drawUnchecked } from '../sim/plan/draw.ts';
import type { Plan } from '../sim/plan/plan.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

const ABOUT = 'workload';
const SEEDS = [1, 2, 3, 4, 5];

/** The first request of a kind, and the plan that it is of. */
export interface FirstOfKind {
  request: PlannedRequest;
  plan: Plan;
}

export function workloadFindings(scenario: Scenario): { findings: Finding[]; kinds: FirstOfKind[] } {
  const draw = () => SEEDS.map((seed) => drawUnchecked(scenario, seed, { faults: [] }));
  let plans: Plan[];
  let again: Plan[];
  try {
    [plans, again] = [draw(), draw()];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { findings: [fail(ABOUT, `it cannot be drawn: ${why}`, 'mend workload')], kinds: [] };
  }
  const kinds = new Map<string, FirstOfKind>();
  const flaws = new Map<string, string>();
  for (const plan of plans) {
    const within = { clients: plan.topology.clients, untilMs: plan.chaosMs };
    for (const request of plan.requests) {
      if (!kinds.has(request.kind)) kinds.set(request.kind, { request, plan });
      const flaw = requestFlaw(request, scenario, within);
      if (flaw !== undefined) flaws.set(request.kind, flaw);
    }
  }
  if (flaws.size === 0 && !isDeepStrictEqual(plans, again))
    flaws.set('', 'drawn again from the same seed it is another');
  if (flaws.size > 0) {
    const found = [...flaws].map(([kind, flaw]) =>
      fail(ABOUT, kind === '' ? flaw : `${kind}: ${flaw}`, TO_DO),
    );
    return { findings: found, kinds: [] };
  }
  if (kinds.size === 0)
    return {
      findings: [
        warn(ABOUT, 'nobody asks anything', 'let workload draw requests to a service that has a port'),
      ],
      kinds: [],
    };
  return { findings: [ok(ABOUT, `${kinds.size} kinds of request are drawn`)], kinds: [...kinds.values()] };
}

const TO_DO = 'draw all of it from the fc that workload is given, as plain data';
