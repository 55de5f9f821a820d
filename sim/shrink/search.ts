/** Tries simpler plans and keeps each that still fails alike. */
import { canonicalJson } from '../plan/canonical.ts';
import { type Plan, warmUpMsOf } from '../plan/plan.ts';
import type { RunResult } from '../result.ts';
import { earlyOf, type Failure, failsAlike } from './failure.ts';

/** Runs a plan as far as it takes to see whether it fails so. */
export type Trial = (plan: Plan, failure: Failure) => Promise<RunResult>;

export interface SearchTools {
  trial: Trial;
  /** How many trials go on at once. The same plans are kept whatever it is. */
  lanes: number;
  /** Time is up, or somebody wants it to end: what was found so far counts. */
  signal: AbortSignal;
  /** A simpler plan was found. */
  onFound?(plan: Plan, runs: number): void;
}

export class Search {
  readonly failure: Failure;
  /** The simplest plan so far, and how it failed. */
  plan: Plan;
  result: RunResult;
  /** Plans that were run, and how long all of them took, each by itself. */
  runs = 0;
  runsMs = 0;
  readonly #tools: SearchTools;
  readonly #tried = new Map<string, Promise<RunResult | undefined>>();

  constructor(plan: Plan, result: RunResult, failure: Failure, tools: SearchTools) {
    this.plan = plan;
    this.result = result;
    this.failure = earlyOf(failure, result);
    this.#tools = tools;
  }

  get isOver(): boolean {
    return this.#tools.signal.aborted;
  }

  /**
   * Goes to the first of these that fails alike, and gives its number; undefined when none does, or when there is no
   * time left. With `tries`, one that passes is tried in so many other futures too: what is taken away moves all that
   * comes after it, and a race may be lost for no better reason. Their runs may take `mostMs` in all, each by itself.
   */
  async first(
    candidates: readonly Plan[],
    tries = 1,
    mostMs = Number.POSITIVE_INFINITY,
  ): Promise<number | undefined> {
    const here = canonicalJson(this.plan);
    const trials = candidates.flatMap((plan, number) =>
      // One that takes nothing away is no step.
      canonicalJson(plan) === here ? [] : futuresOf(plan, tries).map((future) => ({ plan: future, number })),
    );
    const { lanes } = this.#tools;
    const untilMs = this.runsMs + mostMs;
    for (let from = 0; from < trials.length && !this.isOver && this.runsMs < untilMs; from += lanes) {
      const some = trials.slice(from, from + lanes);
      const results = await Promise.all(some.map(({ plan }) => this.run(plan)));
      const found = results.findIndex((result) => result && failsAlike(this.failure, result));
      if (found === -1) continue;
      this.plan = some[found]!.plan;
      this.result = results[found]!;
      this.#tools.onFound?.(this.plan, this.runs);
      return some[found]!.number;
    }
    return undefined;
  }

  /** Every plan is run but once. Undefined: there is no time left for it. */
  run(plan: Plan): Promise<RunResult | undefined> {
    const key = canonicalJson(plan);
    const known = this.#tried.get(key);
    if (known || this.isOver) return known ?? Promise.resolve(undefined);
    const result = this.#try(plan, this.failure);
    this.#tried.set(key, result);
    return result;
  }

  /** The same, to its end where nothing comes before. */
  async runWhole(plan: Plan): Promise<RunResult | undefined> {
    const { isEarly, ...failure } = this.failure;
    const result = await this.run(plan);
    if (!isEarly || result === undefined || failsAlike(failure, result)) return result;
    return this.isOver ? undefined : this.#try(plan, failure);
  }

  async #try(plan: Plan, failure: Failure): Promise<RunResult> {
    this.runs++;
    const result = await this.#tools.trial(plan, failure);
    this.runsMs += result.wallMs;
    return result;
  }
}

/** The plan as it is, and in `tries - 1` other futures: 0 is that of its seed alone. */
export function futuresOf(plan: Plan, tries: number): Plan[] {
  const here = plan.branch?.salt ?? 0;
  const others = Array.from({ length: tries }, (_, salt) => salt).filter((salt) => salt !== here);
  return [plan, ...others.slice(0, tries - 1).map((salt) => inFuture(plan, salt))];
}

/** All of it drawn anew, from the world's begin. */
function inFuture(plan: Plan, salt: number): Plan {
  const { branch: _, ...bare } = plan;
  return salt === 0 ? bare : { ...bare, branch: { atMs: -warmUpMsOf(plan), salt } };
}
