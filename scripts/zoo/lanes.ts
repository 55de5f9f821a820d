/** Bugs worked on side by side, each with a process of its own in which it is planted. */
import type { Bug } from '../../sim/bugs/bug.ts';
import { allBugs } from '../../sim/bugs/index.ts';
import { Hunter, type RunSeed } from './hunt.ts';

/** Far from each other and from the seeds that tests and examples use. */
const FIRST_SEED = 300_000;
const BETWEEN_RANGES = 100_000;
/** Each bug has ranges of its own: one seed that nothing comes of would else count against all of them. */
const BETWEEN_BUGS = 1000;

/** Where a bug's range begins. Ranges are numbered from 0. */
export const firstSeedOf = (bug: Bug, range: number): number =>
  FIRST_SEED + allBugs.indexOf(bug) * BETWEEN_BUGS + range * BETWEEN_RANGES;

/** Resolves when `work` is done for all, or, after `signal` aborts, for those under way. */
export async function inLanes(
  bugs: readonly Bug[],
  workers: number,
  signal: AbortSignal,
  work: (bug: Bug, run: RunSeed, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < bugs.length && !signal.aborted) {
      const index = next++;
      const bug = bugs[index]!;
      const hunter = new Hunter(bug);
      await work(bug, hunter.run, index);
      hunter.close();
    }
  };
  await Promise.all(Array.from({ length: Math.min(workers, bugs.length) }, lane));
}
