/** All bugs, hunted side by side: each by one process, through all ranges, with swarm and without. */
import type { Bug } from '../../sim/bugs/bug.ts';
import { allBugs } from '../../sim/bugs/index.ts';
import { type Hunt, Hunter, huntIn } from './hunt.ts';

export interface SurveyOptions {
  ranges: number;
  /** Seeds in each range, at most. */
  limit: number;
  workers: number;
  /** Whether each bug is hunted a second time, with every seed drawn alike. */
  compare: boolean;
}

export interface Found {
  bug: Bug;
  hunts: Hunt[];
}

export interface SurveyEvents {
  onSeed?: () => void;
  onHunt?: (bug: Bug, hunt: Hunt) => void;
  onBug?: (found: Found) => void;
}

/** Far from each other and from the seeds that tests and examples use. */
const FIRST_SEED = 300_000;
const BETWEEN_RANGES = 100_000;
/** Each bug has ranges of its own: one seed that nothing comes of would else count against all of them. */
const BETWEEN_BUGS = 1000;

/** Resolves when all are hunted, or, after `signal` aborts, when those under way are. In the order of `bugs`. */
export async function survey(
  bugs: readonly Bug[],
  { ranges, limit, workers, compare }: SurveyOptions,
  signal: AbortSignal,
  { onSeed = () => {}, onHunt = () => {}, onBug = () => {} }: SurveyEvents = {},
): Promise<Found[]> {
  const all: Found[] = bugs.map((bug) => ({ bug, hunts: [] }));
  let next = 0;
  const lane = async () => {
    while (next < all.length && !signal.aborted) {
      const found = all[next++]!;
      const { bug, hunts } = found;
      const hunter = new Hunter(bug);
      const firstSeed = FIRST_SEED + allBugs.indexOf(bug) * BETWEEN_BUGS;
      for (const swarm of compare ? [true, false] : [true]) {
        for (let i = 0; i < ranges && !signal.aborted; i++) {
          const range = { first: firstSeed + i * BETWEEN_RANGES, limit };
          const hunt = await huntIn(bug, range, swarm, hunter.run, signal, onSeed);
          // Cut short, it says nothing of the bug.
          if (signal.aborted) break;
          hunts.push(hunt);
          onHunt(bug, hunt);
        }
      }
      hunter.close();
      if (!signal.aborted) onBug(found);
    }
  };
  await Promise.all(Array.from({ length: Math.min(workers, all.length) }, lane));
  return all;
}
