/** All bugs, hunted side by side through all ranges, with swarm and without. */
import type { Bug } from '../../harness/scenario/bug.ts';
import { type Hunt, huntIn } from './hunt.ts';
import { firstSeedOf, inLanes, numberOf, type Zoo } from './lanes.ts';

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

/** Resolves when all are hunted, or, after `signal` aborts, when those under way are. In the order of the zoo's bugs. */
export async function survey(
  zoo: Zoo,
  { ranges, limit, workers, compare }: SurveyOptions,
  signal: AbortSignal,
  { onSeed = () => {}, onHunt = () => {}, onBug = () => {} }: SurveyEvents = {},
): Promise<Found[]> {
  const all: Found[] = zoo.bugs.map((bug) => ({ bug, hunts: [] }));
  await inLanes(zoo, workers, signal, async (bug, run, index) => {
    const { hunts } = all[index]!;
    for (const swarm of compare ? [true, false] : [true]) {
      for (let i = 0; i < ranges && !signal.aborted; i++) {
        const range = { first: firstSeedOf(numberOf(zoo, bug), i), limit };
        const hunt = await huntIn(bug, range, swarm, run, signal, onSeed);
        // Cut short, it says nothing of the bug.
        if (signal.aborted) break;
        hunts.push(hunt);
        onHunt(bug, hunt);
      }
    }
    if (!signal.aborted) onBug(all[index]!);
  });
  return all;
}
