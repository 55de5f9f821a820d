/** The process that simulates for a test file: it is sent histories to run, and answers with those that failed. */
import os from 'node:os';
import path from 'node:path';
import { commandLine } from '../../harness/called.ts';
import { loadScenario, type ScenarioFile } from '../../harness/scenario/load.ts';
import { inPool, Pool } from '../../sim/command/pool.ts';
import { printFailure } from '../../sim/command/print.ts';
import { replayFlags } from '../../sim/command/replay.ts';
import { drawPlan } from '../../sim/plan/draw.ts';
import { loadPlan, type SavedPlan } from '../../sim/plan/file.ts';
import type { RunResult } from '../../sim/result.ts';
import type { Answered, Asked, Failure, Job, Setup } from './job.ts';

const setup = JSON.parse(process.argv[2]!) as Setup;
const { file, name, size, workers = os.availableParallelism(), seedTimeoutMs } = setup;
let loading: Promise<{ of: ScenarioFile; pool: Pool }> | undefined;

async function load() {
  const of = await loadScenario(file);
  const exported = of.scenario.name;
  if (exported !== name)
    throw new Error(`${file} makes the scenario ${name}, and exports ${exported} by default`);
  return { of, pool: new Pool({ of, workers, drain: 'tick', verify: false, seedTimeoutMs }) };
}

/** What is tested is the code as it is: of a plan that failed for a planted bug, it would be told to pass. */
function planIn(file: string, of: ScenarioFile): SavedPlan {
  const plan = loadPlan(file, of.scenario);
  if (plan.bug === undefined) return plan;
  const flags = replayFlags(plan, { of, plan: path.relative('.', file), bug: plan.bug });
  throw new Error(
    `plan ${path.basename(file)} was saved with the bug ${plan.bug}, and tests plant none: ${commandLine('sim')} ${flags} does`,
  );
}

async function run(jobs: readonly Job[]): Promise<Failure[]> {
  loading ??= load();
  const { of, pool } = await loading;
  const planOf = (index: number): SavedPlan => {
    const job = jobs[index]!;
    return 'seed' in job ? drawPlan(of.scenario, job.seed, { size }) : planIn(job.plan, of);
  };
  const failures: Failure[] = [];
  const onResult = (plan: SavedPlan, result: RunResult, index: number) => {
    if (result.verdict === 'passed') return;
    const job = jobs[index]!;
    const saved = 'plan' in job && { plan: path.relative('.', job.plan) };
    const flags = replayFlags(plan, { of, bug: undefined, ...saved });
    failures.push({ seed: result.seed, told: printFailure(result, flags) });
  };
  await inPool(pool, { count: jobs.length, plan: planOf }, workers, onResult);
  return failures;
}

process.on('message', async ({ id, jobs }: Asked) => {
  const answer = await run(jobs).then(
    (failures): Answered => ({ id, failures }),
    (error: Error): Answered => ({ id, failures: [], error: error.message }),
  );
  process.send?.(answer);
});
// An interrupt at the terminal reaches all; the test runner decides what becomes of it.
process.on('SIGINT', () => {}).on('disconnect', () => process.exit());
