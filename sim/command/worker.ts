/** A thread that runs plans. It plants the bug, if any, before it loads the services. */
import { workerData } from 'node:worker_threads';
import { findBug } from '../bugs/index.ts';
import { plant } from '../bugs/plant.ts';
import type { Plan } from '../plan/plan.ts';
import type { RunResult } from '../run.ts';
import type { DrainMode } from '../world/drain.ts';
import { runVerified } from './verify.ts';

export interface WorkerSetup {
  bug: string | null;
  drain: DrainMode;
  verify: boolean;
}

export interface WorkerJob {
  plan: Plan;
}

const setup = workerData as WorkerSetup;
if (setup.bug !== null) plant(findBug(setup.bug)!);
const { run } = await import('../engine.ts');

export default ({ plan }: WorkerJob): Promise<RunResult> =>
  runVerified(run, plan, { drain: setup.drain }, setup.verify);
