/** The steps of a shrink, in an order that makes runs short first: each step tries plans simpler than the last found. */
import { namesOf } from '../../harness/invariants/about.ts';
import type { Scenario } from '../../harness/scenario/scenario.ts';
import type { Plan } from '../plan/plan.ts';
import type { RunResult } from '../run.ts';
import { lessData } from './data.ts';
import { type Failure, isOf } from './failure.ts';
import { fewerHosts, sameHosts } from './hosts.ts';
import { type Without, withoutEach } from './minimal.ts';
import { rounder, weaker } from './numbers.ts';
import { about, faults, requests, thin, until } from './parts.ts';
import { Search, type SearchTools } from './search.ts';
import { sooner } from './times.ts';

export interface Shrunk {
  plan: Plan;
  /** Of the run that showed that it fails alike; it ended when that was seen. */
  result: RunResult;
  /** Plans that were run. */
  runs: number;
  /** What happens without each thing that is left; undefined when there was no time to see. */
  without: Without[] | undefined;
}

/** In how many futures a single thing must be needed. */
const TRIES = 4;

/**
 * The least plan that fails as `result`, a run of `plan`, does. It takes as long as `tools.signal` lets it, and whatever
 * it has when that aborts is simpler than what it was given, or the same.
 */
export async function shrink(
  plan: Plan,
  result: RunResult,
  failure: Failure,
  scenario: Scenario,
  tools: SearchTools,
): Promise<Shrunk> {
  const search = new Search(plan, result, failure, tools);
  await focus(search);
  await thin(search, faults, 1);
  // What is scarce is gone with fewer requests.
  await downTo(search, lessData, TRIES);
  await thin(search, requests, 1);
  await downTo(search, fewerHosts, TRIES);
  let smaller: boolean;
  do {
    await downTo(search, lessData);
    await downTo(search, sameHosts);
    await downTo(search, sooner, TRIES);
    await downTo(search, weaker);
    await downTo(search, rounder);
    // What is simpler may have made more of it needless.
    const gone = [
      await thin(search, faults, TRIES),
      await thin(search, requests, TRIES),
      await downTo(search, fewerHosts, TRIES),
    ];
    smaller = gone.includes(true);
  } while (smaller && !search.isOver);
  const without = search.isOver ? undefined : await withoutEach(search, scenario);
  return { plan: search.plan, result: search.result, runs: search.runs, without };
}

/** Nothing that begins after the violation, then nothing but what is about its subject. */
async function focus(search: Search): Promise<void> {
  const violation = search.result.violations.find((found) => isOf(search.failure, found));
  if (!violation) return;
  await search.first([until(search.plan, violation.atMs)]);
  const names = namesOf(violation);
  await search.first([about(search.plan, names.slice(0, 1)), about(search.plan, names)]);
}

/** Goes to one of the simpler plans for as long as one of them fails alike. Returns whether any did. */
async function downTo(search: Search, simpler: (plan: Plan) => Plan[], tries = 1): Promise<boolean> {
  const before = search.plan;
  while ((await search.first(simpler(search.plan), tries)) !== undefined);
  return search.plan !== before;
}
