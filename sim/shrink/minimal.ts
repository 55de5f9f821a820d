/** What happens without each thing that is left: of a minimal plan, nothing does. */
import type { Scenario } from '../../harness/scenario/scenario.ts';
import { when } from '../../harness/when.ts';
import { faultKind, faultsOf } from '../faults/index.ts';
import type { Plan } from '../plan/plan.ts';
import type { RunResult } from '../result.ts';
import { failsAlike, failureOf } from './failure.ts';
import { oneHostLess } from './hosts.ts';
import type { Search } from './search.ts';

export interface Without {
  /** The thing, in words. */
  thing: string;
  /** What a run without it comes to: `passes`, or what else goes wrong. */
  comesTo: string;
}

/** What taking a thing away comes to when it was not needed. */
export const NOTHING = 'fails all the same';

/** Everything that is left, each with what the run comes to without it; undefined when there was no time for all. */
export async function withoutEach(search: Search, scenario: Scenario): Promise<Without[] | undefined> {
  const things = thingsOf(search.plan, scenario);
  const results = await Promise.all(things.map(({ without }) => search.runWhole(without)));
  if (results.some((result) => result === undefined)) return undefined;
  return things.map(({ thing }, i) => ({ thing, comesTo: whatComes(search, results[i]!) }));
}

function whatComes({ failure }: Search, result: RunResult): string {
  if (failsAlike(failure, result)) return NOTHING;
  const other = failureOf(result);
  if (other === undefined) return result.verdict === 'passed' ? 'passes' : result.verdict;
  return `fails otherwise: ${other.invariant ?? other.words ?? other.verdict}`;
}

function thingsOf(plan: Plan, scenario: Scenario): { thing: string; without: Plan }[] {
  const kinds = faultsOf(scenario);
  return [
    ...plan.faults.map((fault) => ({
      thing: `${fault.kind} at ${when(fault.atMs)}: ${faultKind(kinds, fault.kind).describe(fault.params)}`,
      without: { ...plan, faults: plan.faults.filter((other) => other !== fault) },
    })),
    ...plan.requests.map((request) => ({
      thing: `${request.method} ${request.path} at ${when(request.atMs)}${request.key === '' ? '' : `, ${request.key}`}`,
      without: { ...plan, requests: plan.requests.filter((other) => other !== request) },
    })),
    ...oneHostLess(plan).map((without) => ({ thing: difference(plan, without), without })),
  ];
}

/** Which hosts a plan has and another has not. */
function difference({ topology: more }: Plan, { topology: fewer }: Plan): string {
  const counts = ({ clients, members, instances }: Plan['topology']) => ({
    ...instances,
    client: clients,
    'database member': members,
  });
  const left = counts(fewer);
  return Object.entries(counts(more))
    .filter(([name, count]) => count !== left[name as keyof typeof left])
    .map(([name, count]) => `${name} ×${count}, not ×${left[name as keyof typeof left]}`)
    .join(', ');
}
