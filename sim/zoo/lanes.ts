/** Bugs worked on side by side, each with a process of its own in which it is planted. */
import type { Bug } from '../../harness/scenario/bug.ts';
import type { ScenarioFile } from '../../harness/scenario/load.ts';
import { Hunter, type RunSeed } from './hunt.ts';

/** Far from each other and from the seeds that tests and examples use. */
const FIRST_SEED = 300_000;
const BETWEEN_RANGES = 100_000;
/** Each bug has ranges of its own: one seed that nothing comes of would else count against all of them. */
const BETWEEN_BUGS = 1000;

/** Where a bug's range begins: it is the `index`th of its scenario. Ranges are numbered from 0. */
export const firstSeedOf = (index: number, range: number): number =>
  FIRST_SEED + index * BETWEEN_BUGS + range * BETWEEN_RANGES;

/** Some of a scenario's bugs, and the file that exports it. */
export interface Zoo {
  bugs: readonly Bug[];
  of: ScenarioFile;
}

export const wholeZoo = (of: ScenarioFile): Zoo => ({ bugs: of.scenario.bugs ?? [], of });

/** Which of its scenario's bugs it is, from 0. */
export const numberOf = ({ of }: Zoo, bug: Bug): number => (of.scenario.bugs ?? []).indexOf(bug);

/** Resolves when `work` is done for all, or, after `signal` aborts, for those under way. Rejects with the first of their errors. */
export async function inLanes(
  { bugs, of }: Zoo,
  workers: number,
  signal: AbortSignal,
  work: (bug: Bug, run: RunSeed, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < bugs.length && !signal.aborted) {
      const index = next++;
      const bug = bugs[index]!;
      const hunter = new Hunter(bug, of.file);
      try {
        await work(bug, hunter.run, index);
      } finally {
        hunter.close();
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(workers, bugs.length) }, lane));
}
