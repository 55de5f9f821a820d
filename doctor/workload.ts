/** Whether what a scenario draws is a workload: requests as data, due in their time, to services that take some. */
import { checkKeys, type PlannedRequest } from '../harness/scenario/request.ts';
import type { Scenario } from '../harness/scenario/scenario.ts';
import { addresseeFlaw } from '../sim/plan/addressee.ts';
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
  let plans: Plan[];
  try {
    plans = SEEDS.map((seed) => drawUnchecked(scenario, seed, { faults: [] }));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { findings: [fail(ABOUT, `it cannot be drawn: ${why}`, 'mend workload')], kinds: [] };
  }
  const kinds = new Map<string, FirstOfKind>();
  const flaws = new Map<string, string>();
  for (const [i, plan] of plans.entries()) {
    for (const request of plan.requests) {
      if (!kinds.has(request.kind)) kinds.set(request.kind, { request, plan });
      const flaw = flawOf(request, plan, scenario);
      if (flaw !== undefined) flaws.set(request.kind, flaw);
    }
    if (!isSame(plan, drawUnchecked(scenario, SEEDS[i]!, { faults: [] })))
      flaws.set('', 'drawn again from the same seed it is another');
  }
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

/** A plan is saved as JSON, and must be the same when it is read again. */
const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function flawOf(
  request: PlannedRequest,
  { chaosMs, topology }: Plan,
  scenario: Scenario,
): string | undefined {
  const { kind, key, to, method, path, atMs, client } = request;
  const astray = addresseeFlaw(request, scenario);
  if (astray !== undefined) return astray;
  for (const [name, text] of Object.entries({ kind, key, to, method, path }))
    if (typeof text !== 'string') return `its ${name} is no string: ${JSON.stringify(text)}`;
  try {
    checkKeys(request, ['atMs', 'client']);
  } catch (error) {
    return (error as Error).message;
  }
  if (!path.startsWith('/')) return `its path must begin with a slash: ${path}`;
  if (!Number.isInteger(client) || client < 0 || client >= topology.clients)
    return `its client is ${client}, of ${topology.clients} from 0`;
  if (!(atMs >= 0 && atMs <= chaosMs)) return `it is due at ${atMs} ms, of ${chaosMs}`;
  if (!isSame(JSON.parse(JSON.stringify(request)), request)) return 'it is no plain data';
  return undefined;
}
