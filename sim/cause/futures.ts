/** Other futures of one run: each is a moment, from which on it is drawn anew, and which of them. */
import type { Scenario } from '../../harness/scenario/scenario.ts';
import { branchOf } from '../plan/branch.ts';
import type { Plan } from '../plan/plan.ts';
import { type Failure, failsAlike } from '../shrink/failure.ts';
import type { Trial } from '../shrink/search.ts';

export interface FutureTools {
  /** Runs a plan as far as it takes to see whether it fails so. */
  trial: Trial;
  /** How many run at once. What comes of them is the same whatever it is. */
  lanes: number;
  /** Time is up, or somebody wants it to end: what came of those that ran counts. */
  signal: AbortSignal;
  /** Another has run; so many so far. */
  onRun?(runs: number): void;
}

/** `otherwise`: it failed, but not so. */
type Ending = 'failed' | 'passed' | 'otherwise';

export class Futures {
  readonly #plan: Plan;
  readonly #failure: Failure;
  readonly #scenario: Scenario;
  readonly #tools: FutureTools;
  /** By moment and salt. */
  readonly #endings = new Map<number, Map<number, Ending>>();
  #runs = 0;

  constructor(plan: Plan, failure: Failure, scenario: Scenario, tools: FutureTools) {
    this.#plan = plan;
    this.#failure = failure;
    this.#scenario = scenario;
    this.#tools = tools;
  }

  get isOver(): boolean {
    return this.#tools.signal.aborted;
  }

  get runs(): number {
    return this.#runs;
  }

  /** Runs futures 1 to `salts` of each moment that have not run yet: one of each first, so that being cut short costs all alike. */
  async run(moments: readonly number[], salts: number): Promise<void> {
    const wanted = Array.from({ length: salts }, (_, i) => i + 1).flatMap((salt) =>
      moments.filter((atMs) => !this.#endings.get(atMs)?.has(salt)).map((atMs) => ({ atMs, salt })),
    );
    let next = 0;
    const lane = async () => {
      while (next < wanted.length && !this.isOver) await this.#runOne(wanted[next++]!);
    };
    await Promise.all(Array.from({ length: this.#tools.lanes }, lane));
  }

  async #runOne({ atMs, salt }: { atMs: number; salt: number }): Promise<void> {
    const result = await this.#tools.trial(this.planOf(atMs, salt), this.#failure);
    const fails = failsAlike(this.#failure, result);
    const ending: Ending = fails ? 'failed' : result.verdict === 'passed' ? 'passed' : 'otherwise';
    const endings = this.#endings.get(atMs) ?? new Map<number, Ending>();
    this.#endings.set(atMs, endings.set(salt, ending));
    this.#runs++;
    this.#tools.onRun?.(this.#runs);
  }

  planOf(atMs: number, salt: number): Plan {
    return branchOf(this.#plan, this.#scenario, { atMs, salt });
  }

  /** Of each moment that was looked at, in order, how many failed of how many. */
  points(): { atMs: number; failed: number; of: number }[] {
    return [...this.#endings]
      .map(([atMs, endings]) => ({
        atMs,
        failed: [...endings.values()].filter((ending) => ending === 'failed').length,
        of: endings.size,
      }))
      .sort((a, b) => a.atMs - b.atMs);
  }

  /** The first future of that moment that passed, or at least did not fail so; undefined when all did. */
  otherAt(atMs: number): number | undefined {
    const endings = [...(this.#endings.get(atMs) ?? [])].sort(([a], [b]) => a - b);
    const found = endings.find(([, e]) => e === 'passed') ?? endings.find(([, e]) => e === 'otherwise');
    return found?.[0];
  }
}
