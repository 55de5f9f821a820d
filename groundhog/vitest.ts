/**
 * `import { simulate } from 'groundhog/vitest'`: a scenario's seeds and saved plans as tests of a Vitest file.
 *
 * The simulator takes the place of what lies below Node's modules, so it runs in a process of its own
 * (`simulate/child.ts`), which spreads seeds over threads as `groundhog sim` does. Here is only what Vitest must see.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, test } from 'vitest';
import { rootOf } from '../harness/scenario/load.ts';
import { originOf } from '../harness/scenario/origin.ts';
import type { Scenario } from '../harness/scenario/scenario.ts';
import type { Failure, Job } from './simulate/job.ts';
import { Simulator } from './simulate/simulator.ts';

export interface SimulateOptions {
  /** How many seeds are run. By default none. */
  seeds?: number;
  /** The first of them. By default 1. */
  seed?: number;
  /** A folder of saved plans that once failed and must pass for ever: a path from the scenario's root. */
  plans?: string;
  /** How much is asked in each history, in what the scenario counts its size in. By default its usual. */
  size?: number;
  /** Threads to spread the seeds over. By default as many as cores. */
  workers?: number;
  /** No seed may take longer, in milliseconds of real time. By default five minutes. */
  seedTimeoutMs?: number;
}

/** Seeds are run by at most so many tests: each is of a range. */
const MOST_TESTS = 10;
const SEED_TIMEOUT_MS = 300_000;

/**
 * Defines the tests: one for each saved plan, and one for each range of seeds. One that fails says what was violated, how
 * it came about and by which command it is seen again. Throws when the scenario was not made by `scenario`.
 */
export function simulate(scenario: Scenario, options: SimulateOptions): void {
  const { seeds = 0, seed: first = 1, plans, size, workers, seedTimeoutMs = SEED_TIMEOUT_MS } = options;
  const file = originOf(scenario);
  if (file === undefined) throw new Error('simulate takes what `scenario({ … })` gives');
  if (seeds === 0 && plans === undefined) throw new Error('simulate is told neither seeds nor plans');
  describe(`scenario ${scenario.name}`, () => {
    const simulator = new Simulator({ file, name: scenario.name, size, workers, seedTimeoutMs });
    afterAll(() => simulator.close());
    const check = (name: string, jobs: Job[]) =>
      test(name, { timeout: jobs.length * seedTimeoutMs }, async () => {
        const failures = await simulator.run(jobs);
        if (failures.length > 0) throw told(failures, jobs.length);
      });
    if (plans !== undefined)
      for (const plan of plansIn(path.resolve(rootOf(file), plans)))
        check(`plan ${path.basename(plan)}`, [{ plan }]);
    const each = Math.ceil(seeds / MOST_TESTS);
    for (let from = first; from < first + seeds; from += each) {
      const to = Math.min(from + each, first + seeds) - 1;
      const name = from === to ? `seed ${from}` : `seeds ${from} to ${to}`;
      check(
        name,
        Array.from({ length: to - from + 1 }, (_, i) => ({ seed: from + i })),
      );
    }
  });
}

function plansIn(folder: string): string[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return files.sort().map((name) => path.join(folder, name));
}

/** The first is told in full. Where it was thrown is of no interest to anybody. */
function told(failures: readonly Failure[], of: number): Error {
  const [first, ...rest] = [...failures].sort((a, b) => a.seed - b.seed);
  const others = rest.map(({ seed }) => seed).join(', ');
  const more = rest.length === 0 ? '' : `\nof ${of} seeds, these failed as well: ${others}`;
  const error = new Error(first!.told.trim() + more);
  error.stack = '';
  return error;
}
