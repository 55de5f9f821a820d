/** Seeds that fail of a planted bug, and the threads in which it is planted: what is measured of failures begins here. */
import os from 'node:os';
import type { Bug } from '../../harness/scenario/bug.ts';
import { loadScenario, type ScenarioFile } from '../../harness/scenario/load.ts';
import { within } from '../../harness/within.ts';
import { SEED_TIMEOUT_MS, SHRINK_BUDGET_MS } from '../../sim/command/options.ts';
import { Pool } from '../../sim/command/pool.ts';
import { trialBeside } from '../../sim/command/trial.ts';
import { drawPlan } from '../../sim/plan/draw.ts';
import type { Plan } from '../../sim/plan/plan.ts';
import type { RunResult } from '../../sim/result.ts';
import { type Failure, failureOf, type Shrunk, shrink } from '../../sim/shrink/index.ts';
import { firstSeedOf, numberOf, wholeZoo } from '../../sim/zoo/lanes.ts';
import { interruption } from '../run-node.ts';
import { fileOf, SCENARIOS, type ScenarioName } from './scenarios.ts';

export const CORES = os.availableParallelism();

/** A bug, planted in threads of its own. */
export interface Planted {
  scenario: ScenarioName;
  of: ScenarioFile;
  bug: Bug;
  pool: Pool;
}

/** `shop/lost-update`. */
export const nameOf = ({ scenario, bug }: Pick<Planted, 'scenario' | 'bug'>): string =>
  `${scenario}/${bug.name}`;

export interface Failing {
  plan: Plan;
  result: RunResult;
  failure: Failure;
}

/** Plants all bugs of all scenarios, or those asked for, one after the other. `BUGS=shop/lost-update,jobs` is for trying out. */
export async function eachBug(work: (planted: Planted) => Promise<void>): Promise<void> {
  const asked = process.env.BUGS?.split(',');
  for (const scenario of SCENARIOS) {
    const of = await loadScenario(fileOf(scenario));
    for (const bug of of.scenario.bugs ?? []) {
      if (asked && !asked.some((name) => name === scenario || name === nameOf({ scenario, bug }))) continue;
      interruption.signal.throwIfAborted();
      const pool = new Pool({
        ...{ of, bug: bug.name, workers: CORES, seedTimeoutMs: SEED_TIMEOUT_MS },
        ...{ drain: 'tick', verify: false },
      });
      try {
        await work({ scenario, of, bug, pool });
      } finally {
        await pool.close();
      }
    }
  }
}

/** The first `most` seeds of a range in which an invariant that should catch the bug is broken, in their order. */
export async function failingIn(
  { of, bug, pool }: Planted,
  range: number,
  limit: number,
  most = 1,
): Promise<Failing[]> {
  const first = firstSeedOf(numberOf(wholeZoo(of), bug), range);
  const failing: Failing[] = [];
  for (let seed = first; seed < first + limit && failing.length < most; seed += CORES) {
    interruption.signal.throwIfAborted();
    const seeds = Array.from({ length: Math.min(CORES, first + limit - seed) }, (_, i) => seed + i);
    const ran = await Promise.all(
      seeds.map(async (seed) => {
        const plan = drawPlan(of.scenario, seed);
        return { plan, result: await pool.run(plan) };
      }),
    );
    for (const { plan, result } of ran) {
      const failure = failureOf(result);
      const isCaught = result.violations.some(({ invariant }) => bug.caughtBy.includes(invariant));
      if (isCaught && failure) failing.push({ plan, result, failure });
    }
  }
  return failing.slice(0, most);
}

/** Shrinks a failure by all cores, as the command does. */
export const shrunkOf = ({ of, pool }: Planted, { plan, result, failure }: Failing): Promise<Shrunk> =>
  inTime(SHRINK_BUDGET_MS, (signal) =>
    shrink(plan, result, failure, of.scenario, {
      trial: trialBeside(pool, result),
      lanes: CORES,
      signal,
    }),
  );

/** Gives it so much time; an interrupt ends it sooner, and rejects. */
export async function inTime<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const done = await within(ms, interruption.signal, work);
  interruption.signal.throwIfAborted();
  return done;
}
