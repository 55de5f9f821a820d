/** Shrinks the first failure of each kind as it is found, in the workers of the campaign, and tells what is left. */
import { kindOf, type SeedRow, type ShrunkRow } from '../../harness/campaign/index.ts';
import { within } from '../../harness/within.ts';
import { plural } from '../../harness/words.ts';
import type { Plan } from '../plan/plan.ts';
import { endedFromInside, type RunResult } from '../result.ts';
import { type Failure, failureOf, shrink } from '../shrink/index.ts';
import type { Options } from './options.ts';
import type { Pool } from './pool.ts';
import { keepPlan } from './replay.ts';
import { shrunkRowOf } from './results-file.ts';
import { changeOf, type Explain, printShrunk, type ShrunkFailure, shrinkageOf } from './shrunk.ts';
import { trialBeside } from './trial.ts';

type Of = Pick<Options, 'of' | 'bug' | 'shrinkBudgetMs' | 'known'>;

interface Tools {
  pool: Pool;
  /** Threads of the pool. */
  lanes: number;
  /** Somebody wants it to end: what was found so far is kept. */
  signal: AbortSignal;
  /** A line on how it goes. */
  onProgress(line: string): void;
  print(text: string): void;
  /** Finds out how what is left came about; absent: nobody does. */
  explain?: Explain | undefined;
  onShrunk?(row: ShrunkRow): void;
}

interface Found {
  failure: Failure;
  row: SeedRow;
}

export class Shrinker {
  readonly #options: Of;
  readonly #tools: Tools;
  readonly #known = new Set<string>();
  #last: Promise<void> = Promise.resolve();

  constructor(options: Of, tools: Tools) {
    this.#options = options;
    this.#tools = tools;
  }

  /** One after the other: each then has all threads. `row` is what is kept of the result. */
  add(plan: Plan, result: RunResult, row: SeedRow): void {
    const failure = failureOf(result);
    if (failure === undefined || this.#known.has(this.#keyOf(row))) return;
    this.skip(row);
    this.#last = this.#last.then(() => this.#shrink(plan, result, { failure, row }));
    // Who waits for all is told.
    this.#last.catch(() => {});
  }

  /** No more of this kind is shrunk: one was. */
  skip(row: Pick<SeedRow, 'verdict' | 'failure'>): void {
    this.#known.add(this.#keyOf(row));
  }

  /** Resolves when there is none left to shrink. */
  async done(): Promise<void> {
    let last: Promise<void>;
    do {
      last = this.#last;
      await last;
    } while (last !== this.#last);
  }

  /** Where some are known, what says something else is one of its own: a known one may hide no other. */
  #keyOf(row: Pick<SeedRow, 'verdict' | 'failure'>): string {
    const { what, about, why } = kindOf(row);
    return JSON.stringify([
      what,
      about,
      endedFromInside(row) || this.#options.known !== undefined ? why : '',
    ]);
  }

  async #shrink(plan: Plan, result: RunResult, { failure, row }: Found): Promise<void> {
    const { pool, lanes, signal, onProgress, print, explain, onShrunk } = this.#tools;
    if (signal.aborted) return;
    const { of, bug, shrinkBudgetMs } = this.#options;
    const startMs = performance.now();
    const found = await within(shrinkBudgetMs, signal, (over) =>
      shrink(plan, result, failure, of.scenario, {
        trial: trialBeside(pool, result),
        lanes,
        signal: over,
        onFound: (simpler, runs) =>
          onProgress(`shrinking seed ${plan.seed}: ${changeOf(plan, simpler)}; ${plural(runs, 'run')}`),
      }),
    );
    const { result: seen, runs, without } = found;
    const shrinkage = shrinkageOf(plan, result, found, failure);
    const shrunk: ShrunkFailure = {
      ...{ failure, result: seen, runs, without },
      ...keepPlan(found.plan, bug, shrinkage),
      shrinkage,
      tookMs: performance.now() - startMs,
      budgetMs: shrinkBudgetMs,
    };
    // Who has interrupted waits for no explanation.
    const explained = signal.aborted ? undefined : await explain?.(shrunk);
    print(printShrunk(shrunk, of, explained?.page));
    onShrunk?.(shrunkRowOf(row, shrunk, explained));
  }
}
