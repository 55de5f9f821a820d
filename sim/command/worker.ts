/** A thread that runs plans. It plants the bug, if any, before it loads the scenario. */
import { workerData } from 'node:worker_threads';
import type { Violation } from '../../harness/invariants/index.ts';
import type { Plan } from '../plan/plan.ts';
import type { RunResult } from '../result.ts';
import type { RunOptions } from '../run.ts';
import { type Failure, isOf } from '../shrink/failure.ts';
import type { DrainMode } from '../world/drain.ts';
import { type Flawed, flawed } from './flawed.ts';
import { LineFile } from './line-file.ts';
import { logEntry } from './log-entry.ts';
import { type Prepared, prepare } from './prepare.ts';
import { runVerified } from './verify.ts';

export interface WorkerSetup extends Prepared {
  drain: DrainMode;
  verify: boolean;
  /** Files to write events and logs to, for a single plan. */
  trace?: string | undefined;
  log?: string | undefined;
}

export interface WorkerJob {
  plan: Plan;
  /** What is looked for: the run ends once it is found. Nothing is written of such a run. */
  failure?: Failure | undefined;
}

const setup = workerData as WorkerSetup;
/** What keeps any plan from being run is given, too. */
const ready = await prepare(setup).catch(flawed);

const open = (file: string | undefined) => (file === undefined ? undefined : new LineFile(file));

export default async ({ plan, failure }: WorkerJob): Promise<RunResult | Flawed> => {
  if ('flaw' in ready) return ready;
  const run = ready.simulate;
  if (failure) {
    const until = (violation: Violation) => isOf(failure, violation);
    return run(plan, { drain: setup.drain, until, upToRest: failure.isEarly });
  }
  const trace = open(setup.trace);
  const log = open(setup.log);
  const options: RunOptions = {
    drain: setup.drain,
    onTrace: trace && ((line) => trace.write(`${JSON.stringify(line)}\n`)),
    onLog: log && ((line) => log.write(logEntry(line))),
  };
  const result = await runVerified(run, plan, options, setup.verify);
  trace?.close();
  log?.close();
  return result;
};
