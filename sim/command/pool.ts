/** Runs jobs: one in this thread, many in workers, each result as it comes. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { Piscina } from 'piscina';
import { findBug } from '../bugs/index.ts';
import { plant } from '../bugs/plant.ts';
import type { Plan } from '../plan/plan.ts';
import type { RunOptions, RunResult } from '../run.ts';
import type { Jobs } from './jobs.ts';
import type { Options } from './options.ts';
import { runVerified } from './verify.ts';
import type { WorkerJob, WorkerSetup } from './worker.ts';

type OnResult = (plan: Plan, result: RunResult) => void;

/** Resolves when all have run but those that `isDone`, or, after `signal` aborts, when those under way have. */
export async function runJobs(
  jobs: Jobs,
  options: Options,
  signal: AbortSignal,
  onResult: OnResult,
  isDone: (index: number) => boolean = () => false,
): Promise<void> {
  if (jobs.count > 1) await runInWorkers(jobs, options, signal, onResult, isDone);
  else if (jobs.count === 1 && !isDone(0)) await runHere(jobs, options, onResult);
}

async function runHere(jobs: Jobs, options: Options, onResult: OnResult): Promise<void> {
  if (options.bug !== undefined) plant(findBug(options.bug)!);
  const { run } = await import('../engine.ts');
  const trace = options.trace === undefined ? undefined : openSync(options.trace, 'w');
  const log = options.log === undefined ? undefined : openSync(options.log, 'w');
  const runOptions: RunOptions = {
    drain: options.drain,
    onTrace: trace === undefined ? undefined : (line) => writeSync(trace, `${JSON.stringify(line)}\n`),
    onLog: log === undefined ? undefined : (_host, line) => writeSync(log, line),
  };
  const plan = jobs.plan(0);
  onResult(plan, await runVerified(run, plan, runOptions, options.verify));
  if (trace !== undefined) closeSync(trace);
  if (log !== undefined) closeSync(log);
}

/** A worker that dies or hangs costs its seed only: it is told like any other failure, and another worker goes on. */
export async function runInWorkers(
  jobs: Pick<Jobs, 'count' | 'plan'>,
  options: Pick<Options, 'workers' | 'bug' | 'drain' | 'verify' | 'seedTimeoutMs'>,
  signal: AbortSignal,
  onResult: OnResult,
  isDone: (index: number) => boolean,
  worker = new URL('./worker-boot.mjs', import.meta.url),
): Promise<void> {
  const workers = Math.min(options.workers, jobs.count);
  const setup: WorkerSetup = { bug: options.bug ?? null, drain: options.drain, verify: options.verify };
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
      onResult(plan, await runBounded(pool, plan, options.seedTimeoutMs));
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
): Promise<RunResult> {
  const tooLong = new AbortController();
  const timer = setTimeout(() => tooLong.abort(), timeoutMs);
  try {
    // What is aborted is ended with its thread, even in an endless loop.
    return await pool.run({ plan }, { signal: tooLong.signal });
  } catch (error) {
    if (tooLong.signal.aborted) return broken(plan, `hung: no end after ${timeoutMs / 1000} s of wall time`);
    return broken(
      plan,
      `the worker died: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  } finally {
    clearTimeout(timer);
  }
}

function broken(plan: Plan, reason: string): RunResult {
  return {
    seed: plan.seed,
    verdict: 'crashed',
    reason,
    traceHash: '',
    historyHash: '',
    virtualMs: 0,
    wallMs: 0,
    events: 0,
    orders: { accepted: 0, confirmed: 0, rejected: 0 },
    violations: [],
    injected: {},
    reached: [],
    traffic: { mongoMessages: 0, mongoBytes: 0, httpMessages: 0, httpBytes: 0 },
  };
}
