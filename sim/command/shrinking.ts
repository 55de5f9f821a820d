/** Shrinks the first failure of each kind as it is found, in the workers of the campaign, and tells what is left. */
import { commandLine } from '../../harness/called.ts';
import { duration, plural } from '../../harness/words.ts';
import type { Plan } from '../plan/plan.ts';
import type { RunResult } from '../run.ts';
import { countOf } from '../shrink/hosts.ts';
import { type Failure, failureOf, isOf, type Shrunk, shrink } from '../shrink/index.ts';
import type { Options } from './options.ts';
import type { Pool } from './pool.ts';
import { replayFlags } from './replay.ts';

/** A simpler plan takes no longer than the one that failed, but on a busy machine. */
const SLOWER = 5;
const LEAST_TIMEOUT_MS = 20_000;

type Of = Pick<Options, 'of' | 'bug' | 'shrinkBudgetMs'>;

interface Tools {
  pool: Pool;
  /** Threads of the pool. */
  lanes: number;
  /** Somebody wants it to end: what was found so far is kept. */
  signal: AbortSignal;
  /** A line on how it goes. */
  onProgress(line: string): void;
  print(text: string): void;
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

  /** One after the other: each then has all threads. */
  add(plan: Plan, result: RunResult): void {
    const failure = failureOf(result);
    if (failure === undefined || this.#known.has(JSON.stringify(failure))) return;
    this.#known.add(JSON.stringify(failure));
    this.#last = this.#last.then(() => this.#shrink(plan, result, failure));
  }

  /** Resolves when there is none left to shrink. */
  async done(): Promise<void> {
    let last: Promise<void>;
    do {
      last = this.#last;
      await last;
    } while (last !== this.#last);
  }

  async #shrink(plan: Plan, result: RunResult, failure: Failure): Promise<void> {
    const { pool, lanes, signal, onProgress, print } = this.#tools;
    if (signal.aborted) return;
    const { of, shrinkBudgetMs } = this.#options;
    const timeoutMs = Math.max(LEAST_TIMEOUT_MS, SLOWER * result.wallMs);
    const startMs = performance.now();
    const over = new AbortController();
    const end = () => over.abort();
    const timer = setTimeout(end, shrinkBudgetMs);
    signal.addEventListener('abort', end);
    const shrunk = await shrink(plan, result, failure, of.scenario, {
      trial: (simpler) => pool.run(simpler, failure, timeoutMs),
      lanes,
      signal: over.signal,
      onFound: (simpler, runs) =>
        onProgress(`shrinking seed ${plan.seed}: ${changeOf(plan, simpler)}; ${plural(runs, 'run')}`),
    });
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
    // Not the file that was asked for, which holds the plan as it was.
    const flags = replayFlags(shrunk.plan, { of, bug: this.#options.bug });
    print(
      printShrunk(plan, result, shrunk, { failure, flags, ms: performance.now() - startMs, shrinkBudgetMs }),
    );
  }
}

interface Told {
  failure: Failure;
  /** That show the shrunk plan. */
  flags: string;
  ms: number;
  shrinkBudgetMs: number;
}

function printShrunk(plan: Plan, result: RunResult, shrunk: Shrunk, told: Told): string {
  const { failure, flags, ms, shrinkBudgetMs } = told;
  const times = [result, shrunk.result].map((run) => duration(failedAtMs(run, failure)));
  const lines = [
    '',
    `seed ${plan.seed} shrunk: ${changeOf(plan, shrunk.plan)}, ${times.join(' → ')}; ${plural(shrunk.runs, 'run')} in ${duration(ms)}`,
    ...(shrunk.without?.map(({ thing, comesTo }) => `  ${thing}; without it: ${comesTo}`) ?? []),
  ];
  const violation = shrunk.result.violations.find((found) => isOf(failure, found));
  if (violation) lines.push(`  ${violation.invariant}, ${violation.subject}: ${violation.message}`);
  lines.push(
    ...(violation?.story ?? []).map((line) => `    ${line}`),
    `  replay: ${commandLine('sim')} ${flags}`,
  );
  if (shrunk.without === undefined)
    lines.push(
      `  not shown to be minimal: ${ms < shrinkBudgetMs ? 'it was interrupted' : `its ${duration(shrinkBudgetMs)} were over`}`,
      `  go on: ${commandLine('sim')} ${flags} --shrink`,
    );
  return lines.join('\n');
}

/** `94 faults → 1, 155 requests → 3, 5 hosts fewer`: what became less. */
function changeOf(from: Plan, to: Plan): string {
  const fewer = countOf(from.topology) - countOf(to.topology);
  return [
    `${plural(from.faults.length, 'fault')} → ${to.faults.length}`,
    `${plural(from.requests.length, 'request')} → ${to.requests.length}`,
    ...(fewer > 0 ? [`${plural(fewer, 'host')} fewer`] : []),
  ].join(', ');
}

const failedAtMs = ({ violations, endMs }: RunResult, failure: Failure): number =>
  Math.max(0, violations.find((violation) => isOf(failure, violation))?.atMs ?? endMs);
