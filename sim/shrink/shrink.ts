/** The steps of a shrink, in an order that makes runs short first: each step tries plans simpler than the last found. */
import { namesOf, saysOneOf } from '../../harness/invariants/about.ts';
import type { Scenario } from '../../harness/scenario/scenario.ts';
import type { Plan } from '../plan/plan.ts';
import type { RunResult } from '../result.ts';
import { crowds } from './crowd.ts';
import { lessData } from './data.ts';
import { type Failure, isOf } from './failure.ts';
import { fewerHosts, sameHosts } from './hosts.ts';
import { merged, oneForAll } from './merge.ts';
import { type Without, withoutEach } from './minimal.ts';
import { calmer, rounder, weaker } from './numbers.ts';
import { beginOf, faults, faultsWithin, requests, requestsBesides, thin, until } from './parts.ts';
import { Search, type SearchTools } from './search.ts';
import { small } from './small.ts';
import { faster, sooner } from './times.ts';

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
/** The least share of faults or requests that is tried at once, as long as runs are long. */
const ROUGHLY = 1 / 10;
/** More faults than a person keeps in mind: another one in place of all of them is looked for. */
const FEW_FAULTS = 2;
/** Runs of so long in all guess at something much simpler: a quarter of what two cores do within the usual budget. */
const GUESSED_FOR_MS = 30_000;
/** And how many are tried of what only makes runs shorter. */
const FEW_TRIES = 2;

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
  await focus(search, scenario);
  // Roughly first, of both in turn: each run is shorter for what went of the other.
  for (let share = 1; share > ROUGHLY; share /= 2) {
    await thin(search, requests, 1, share / 2, share);
    await thin(search, faults, 1, share / 2, share);
  }
  await downTo(search, fewerHosts, FEW_TRIES);
  await thin(search, faults, 1);
  if (search.plan.faults.length > FEW_FAULTS) await search.first(oneForAll(search.plan, scenario), FEW_TRIES);
  // What is scarce is gone with fewer requests.
  await downTo(search, lessData);
  await thin(search, requests, 1);
  await downTo(search, fewerHosts, FEW_TRIES);
  let least: Omit<Shrunk, 'runs'> = { ...found(search), without: undefined };
  do {
    await leaveOut(search);
    const without = search.isOver ? undefined : await withoutEach(search, scenario);
    // What is proved to be the least is worth more than what is rounder.
    if (without || least.without === undefined) least = { ...found(search), without };
    await simplify(search);
  } while (search.plan !== least.plan && !search.isOver);
  return { ...(least.without ? least : { ...found(search), without: undefined }), runs: search.runs };
}

const found = ({ plan, result }: Search) => ({ plan, result });

/** Takes out whatever is needless, until all that is left is needed. */
async function leaveOut(search: Search): Promise<void> {
  let gone: boolean[];
  do {
    gone = [
      await thin(search, faults, TRIES),
      await thin(search, requests, TRIES),
      await downTo(search, fewerHosts, TRIES),
      await downTo(search, merged, FEW_TRIES),
    ];
  } while (gone.includes(true) && !search.isOver);
}

/** Makes what is left simpler, which may make more of it needless. */
async function simplify(search: Search): Promise<void> {
  await downTo(search, lessData);
  await downTo(search, sameHosts);
  await downTo(search, sooner, FEW_TRIES);
  await downTo(search, weaker);
  await downTo(search, rounder);
}

/** Nothing that begins after the violation, then little more than its subject, then nothing but what is about that. */
async function focus(search: Search, scenario: Scenario): Promise<void> {
  const violation = violationOf(search);
  if (!violation) return;
  await search.first([until(search.plan, violation.atMs)]);
  const names = namesOf(violation).slice(0, 1);
  const guesses = [small, crowds].flatMap((guess) => guess(search.plan, names, violation.atMs, scenario));
  await search.first(guesses, 1, GUESSED_FOR_MS);
  // Fewer hosts are sooner run; and where time goes by evenly, what is needless makes no difference to what is not.
  await search.first(fewerHosts(search.plan).slice(0, 1), FEW_TRIES);
  await search.first(faster(search.plan), FEW_TRIES);
  await search.first(calmer(search.plan), FEW_TRIES);
  if (search.plan.requests.some(saysOneOf(names))) await thin(search, requestsBesides(names), 1, ROUGHLY);
  const { plan } = search;
  await search.first([faultsWithin(plan, beginOf(plan, names), violationOf(search)!.atMs)], FEW_TRIES);
}

/** That of the simplest plan so far. */
const violationOf = ({ result, failure }: Search) => result.violations.find((found) => isOf(failure, found));

/** Goes to one of the simpler plans for as long as one of them fails alike. Returns whether any did. */
async function downTo(search: Search, simpler: (plan: Plan) => Plan[], tries = 1): Promise<boolean> {
  const before = search.plan;
  while ((await search.first(simpler(search.plan), tries)) !== undefined);
  return search.plan !== before;
}
