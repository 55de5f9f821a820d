/** Runs jobs: in this thread, or spread over workers, each result as it comes. */
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

type OnResult = (index: number, result: RunResult) => void;

/** Resolves when all have run, or, after `signal` aborts, when those under way have. */
export async function runJobs(
  jobs: Jobs,
  options: Options,
  signal: AbortSignal,
  onResult: OnResult,
): Promise<void> {
  if (options.workers > 1 && jobs.count > 1) await runInWorkers(jobs, options, signal, onResult);
  else await runHere(jobs, options, signal, onResult);
}

async function runHere(jobs: Jobs, options: Options, signal: AbortSignal, onResult: OnResult): Promise<void> {
  if (options.bug !== undefined) plant(findBug(options.bug)!);
  const { run } = await import('../engine.ts');
  const trace = options.trace === undefined ? undefined : openSync(options.trace, 'w');
  const log = options.log === undefined ? undefined : openSync(options.log, 'w');
  const runOptions: RunOptions = {
    drain: options.drain,
    onTrace: trace === undefined ? undefined : (line) => writeSync(trace, `${JSON.stringify(line)}\n`),
    onLog: log === undefined ? undefined : (_host, line) => writeSync(log, line),
  };
  for (let index = 0; index < jobs.count && !signal.aborted; index++) {
    onResult(index, await runVerified(run, jobs.plan(index), runOptions, options.verify));
  }
  if (trace !== undefined) closeSync(trace);
  if (log !== undefined) closeSync(log);
}

async function runInWorkers(
  jobs: Jobs,
  options: Options,
  signal: AbortSignal,
  onResult: OnResult,
): Promise<void> {
  const workers = Math.min(options.workers, jobs.count);
  const setup: WorkerSetup = { bug: options.bug ?? null, drain: options.drain, verify: options.verify };
  const pool = new Piscina<WorkerJob, RunResult>({
    filename: new URL('./worker-boot.mjs', import.meta.url).href,
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
      const plan = jobs.plan(index);
      onResult(index, await pool.run({ plan }).catch((error: unknown) => died(plan, error)));
    }
  };
  await Promise.all(Array.from({ length: workers }, lane));
  await pool.destroy();
}

/** The seed that killed its worker is told like any other failure, and the rest go on. */
function died(plan: Plan, error: unknown): RunResult {
  return {
    seed: plan.seed,
    verdict: 'crashed',
    reason: `the worker died: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
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
