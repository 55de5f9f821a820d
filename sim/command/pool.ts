/** Runs jobs in workers, each result as it comes: this thread stays free to hear an interrupt, whatever the code does. */
import { Piscina } from 'piscina';
// Its threads live in the time zone of this process.
import '../node/machine/zone.ts';
import { workerBeside } from '../../harness/called.ts';
import { ScenarioError } from '../../harness/scenario/load.ts';
import type { Plan } from '../plan/plan.ts';
import type { RunResult } from '../result.ts';
import type { Failure } from '../shrink/failure.ts';
import { type Flawed, unflawed } from './flawed.ts';
import type { Jobs } from './jobs.ts';
import type { Options } from './options.ts';
import { preparedFor } from './prepare.ts';
import type { WorkerJob, WorkerSetup } from './worker.ts';

const WORKER = workerBeside(import.meta.url);

/** A run makes much that soon is garbage: with more room for what is young, it is collected for less. */
const YOUNG_MB = 3 * 64;

type OnResult = (plan: Plan, result: RunResult, index: number) => void;

type PoolOptions = Pick<
  Options,
  'of' | 'workers' | 'bug' | 'drain' | 'verify' | 'seedTimeoutMs' | 'trace' | 'log'
> & {
  /** More threads than workers, once there is more to do; absent: none. */
  most?: number;
};

/** Threads that have loaded the scenario, each running one plan at a time. */
export class Pool {
  readonly #threads: Piscina<WorkerJob, RunResult | Flawed>;
  readonly #timeoutMs: number;
  readonly #writes: boolean;

  constructor(
    { of, workers, most = workers, bug, seedTimeoutMs, ...rest }: PoolOptions,
    worker: URL = WORKER,
  ) {
    const { drain, verify, trace, log } = rest;
    const setup: WorkerSetup = { ...preparedFor(of, bug), drain, verify, trace, log };
    this.#timeoutMs = seedTimeoutMs;
    this.#writes = trace !== undefined || log !== undefined;
    this.#threads = new Piscina({
      filename: worker.href,
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
      workerData: setup,
      minThreads: workers,
      maxThreads: Math.max(workers, most),
      idleTimeout: 60_000,
    });
    // Each death is told by the job it cut short.
    this.#threads.on('error', () => {});
  }

  /**
   * A worker that dies or hangs costs its plan only: it is told like any other failure, and another goes on. Rejects when
   * a trace or log cannot be written, and with `ScenarioError` when a service cannot be read or the bug not be planted.
   * With a `failure`, the run ends once that is found, and nothing is written of it.
   */
  async run(plan: Plan, failure?: Failure, timeoutMs = this.#timeoutMs): Promise<RunResult> {
    const tooLong = new AbortController();
    const timer = setTimeout(() => tooLong.abort(), timeoutMs);
    try {
      // What is aborted is ended with its thread, even in an endless loop.
      return unflawed(await this.#threads.run({ plan, failure }, { signal: tooLong.signal }));
    } catch (error) {
      if (error instanceof ScenarioError) throw error;
      if (tooLong.signal.aborted)
        return broken(
          plan,
          `hung: no end after ${timeoutMs / 1000} s of wall time; the last line of a --trace is what does not end`,
        );
      const refused = this.#writes ? refusalOf(error) : undefined;
      if (refused) throw refused;
      return broken(
        plan,
        `the worker died: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
    } finally {
      clearTimeout(timer);
    }
  }

  close(): Promise<void> {
    return this.#threads.destroy();
  }
}

/** Runs plans by their index, as many at once as there are workers. After `signal` aborts, no other begins. */
export async function inPool(
  pool: Pick<Pool, 'run'>,
  { count, plan: planOf }: Pick<Jobs, 'count' | 'plan'>,
  workers: number,
  onResult: OnResult,
  signal?: AbortSignal,
  isDone: (index: number) => boolean = () => false,
): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < count && !signal?.aborted) {
      const index = next++;
      if (isDone(index)) continue;
      const plan = planOf(index);
      onResult(plan, await pool.run(plan), index);
    }
  };
  await Promise.all(Array.from({ length: workers }, lane));
}

/** What the operating system says to a worker that writes comes as its message alone, which begins with the code. */
function refusalOf(error: unknown): Error | undefined {
  const message = error instanceof Error ? error.message : '';
  const [, code, path] = /^(E[A-Z]+): .*?(?: '(.*)')?$/.exec(message) ?? [];
  return code === undefined ? undefined : Object.assign(new Error(message), { code, path });
}

function broken(plan: Plan, reason: string): RunResult {
  return {
    seed: plan.seed,
    verdict: 'crashed',
    reason,
    traceHash: '',
    historyHash: '',
    virtualMs: 0,
    endMs: 0,
    restedMs: null,
    wallMs: 0,
    events: 0,
    counts: {},
    violations: [],
    injected: {},
    ended: {},
    reached: [],
    traffic: { mongoMessages: 0, mongoBytes: 0, httpMessages: 0, httpBytes: 0 },
  };
}
