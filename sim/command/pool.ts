/** Runs jobs in workers, each result as it comes: this thread stays free to hear an interrupt, whatever the code does. */
import { Piscina } from 'piscina';
// Its threads live in the time zone of this process.
import '../node/machine/zone.ts';
import type { Plan } from '../plan/plan.ts';
import type { RunResult } from '../run.ts';
import type { Jobs } from './jobs.ts';
import type { Options } from './options.ts';
import type { WorkerJob, WorkerSetup } from './worker.ts';

type OnResult = (plan: Plan, result: RunResult) => void;

/**
 * Resolves when all have run but those that `isDone`, or, after `signal` aborts, when those under way have. A worker that
 * dies or hangs costs its seed only: it is told like any other failure, and another worker goes on. Throws when a trace
 * or log cannot be written.
 */
export async function runJobs(
  jobs: Pick<Jobs, 'count' | 'plan'>,
  options: Pick<Options, 'of' | 'workers' | 'bug' | 'drain' | 'verify' | 'seedTimeoutMs' | 'trace' | 'log'>,
  signal: AbortSignal,
  onResult: OnResult,
  isDone: (index: number) => boolean = () => false,
  worker = new URL('./worker-boot.mjs', import.meta.url),
): Promise<void> {
  // A shard of a small campaign may have no seed at all.
  if (jobs.count === 0) return;
  const workers = Math.min(options.workers, jobs.count);
  const { of, drain, verify, trace, log } = options;
  const bug = of.scenario.bugs?.find(({ name }) => name === options.bug) ?? null;
  const setup: WorkerSetup = { scenario: of.file, root: of.root, bug, drain, verify, trace, log };
  const writes = trace !== undefined || log !== undefined;
  const pool = new Piscina<WorkerJob, RunResult>({
    filename: worker.href,
    execArgv: [],
    workerData: setup,
    minThreads: workers,
    maxThreads: workers,
    idleTimeout: 60_000,
  });
  // Each death is told by the job it cut short.
  pool.on('error', () => {});
  let next = 0;
  const lane = async () => {
    while (next < jobs.count && !signal.aborted) {
      const index = next++;
      if (isDone(index)) continue;
      const plan = jobs.plan(index);
      onResult(plan, await runBounded(pool, plan, options.seedTimeoutMs, writes));
    }
  };
  try {
    await Promise.all(Array.from({ length: workers }, lane));
  } finally {
    await pool.destroy();
  }
}

async function runBounded(
  pool: Piscina<WorkerJob, RunResult>,
  plan: Plan,
  timeoutMs: number,
  writes: boolean,
): Promise<RunResult> {
  const tooLong = new AbortController();
  const timer = setTimeout(() => tooLong.abort(), timeoutMs);
  try {
    // What is aborted is ended with its thread, even in an endless loop.
    return await pool.run({ plan }, { signal: tooLong.signal });
  } catch (error) {
    if (tooLong.signal.aborted)
      return broken(
        plan,
        `hung: no end after ${timeoutMs / 1000} s of wall time; the last line of a --trace is what does not end`,
      );
    const refused = writes ? refusalOf(error) : undefined;
    if (refused) throw refused;
    return broken(
      plan,
      `the worker died: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  } finally {
    clearTimeout(timer);
  }
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
