/**
 * How many different failures the same number of seeds shows, with swarm and with all faults on in every seed: what
 * swarm testing is judged by (Groce et al., "Swarm Testing", ISSTA 2012). Two failures of a bug are one when they break
 * the same invariant for the same cause, as on the page of a campaign.
 */

import { normalised } from '../../harness/campaign/index.ts';
import type { Bug } from '../../harness/scenario/bug.ts';
import type { RunSeed } from '../../sim/zoo/hunt.ts';
import type { Told } from '../../sim/zoo/hunter.ts';
import { firstSeedOf, inLanes, numberOf, type Zoo } from '../../sim/zoo/lanes.ts';

/** What all seeds of one way of drawing them came to. */
export interface Shown {
  seeds: number;
  failed: number;
  /** Each different failure once: bug, invariant and cause. */
  failures: string[];
}

export interface Comparison {
  swarm: Shown;
  allOn: Shown;
}

/** A range of its own, in which `npm run zoo` does not hunt by default. */
const RANGE = 5;

/** Runs `seeds` seeds of each bug both ways, bugs side by side. After `signal` aborts it is cut short. */
export async function compareFailures(
  zoo: Zoo,
  seeds: number,
  workers: number,
  signal: AbortSignal,
  onBug: (bug: Bug) => void,
): Promise<Comparison> {
  const all: Comparison = { swarm: nothing(), allOn: nothing() };
  await inLanes(zoo, workers, signal, async (bug, run) => {
    await showBoth(bug, firstSeedOf(numberOf(zoo, bug), RANGE), seeds, run, all, signal);
    onBug(bug);
  });
  return all;
}

/** Adds what these seeds show of one bug. */
export async function showBoth(
  bug: Bug,
  first: number,
  seeds: number,
  run: RunSeed,
  { swarm, allOn }: Comparison,
  signal: AbortSignal,
): Promise<void> {
  for (let seed = first; seed < first + seeds && !signal.aborted; seed++) {
    add(swarm, bug, await run({ seed, swarm: true }));
    add(allOn, bug, await run({ seed, swarm: false }));
  }
}

export const nothing = (): Shown => ({ seeds: 0, failed: 0, failures: [] });

function add(shown: Shown, bug: Bug, { verdict, broken, reason }: Told): void {
  shown.seeds++;
  if (verdict === 'passed') return;
  shown.failed++;
  const failure = `${bug.name}: ${broken[0] ?? verdict}: ${normalised(reason)}`;
  if (!shown.failures.includes(failure)) shown.failures.push(failure);
}
