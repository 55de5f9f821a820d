/**
 * Finds a rate that this machine sustains: asks for more and more until something is too much, steps back, and makes
 * sure of what is left while it warms up for the run.
 */
import type { RateSearch } from './result.ts';
import { LEAST_PER_S, type Schedule } from './schedule.ts';

/** What becomes too much is noticed within two or three seconds, at less than twice what is borne. */
const DOUBLES_EVERY_MS = 4000;
const MOST_PER_S = 1280;
/** Found at less than this, it was found soon: cold code or a busy moment may have been the reason. */
const SOON_PER_S = 80;
const AGAIN_FROM_SHARE = 0.25;
/** Below the knee by so much, a neighbour's burst or a collection of garbage is worked off again. */
const SHARE_PERCENT = 70;
/** What was too much after all is tried at so much less, so often. */
const STEP_BACK = 0.7;
export const TRIES_MOST = 4;
const LEAST_RATE_PER_S = 1;

/** What one ramp came to. */
export type Found = Pick<RateSearch, 'soundPerS' | 'limitedBy'>;

export function rampFrom(perS: number): Schedule {
  const fromPerS = Math.max(LEAST_PER_S, perS);
  return {
    fromPerS,
    toPerS: MOST_PER_S,
    rampMs: DOUBLES_EVERY_MS * Math.log2(MOST_PER_S / fromPerS),
    steadyMs: 0,
  };
}

/** The better of two ramps, or of one if that went far. */
export async function search(ramp: (schedule: Schedule) => Promise<Found>): Promise<Found> {
  const first = await ramp(rampFrom(LEAST_PER_S));
  const soundPerS = first.soundPerS ?? 0;
  if (first.limitedBy === null || soundPerS >= SOON_PER_S) return first;
  const second = await ramp(rampFrom(soundPerS * AGAIN_FROM_SHARE));
  return (second.soundPerS ?? 0) >= soundPerS ? second : first;
}

/** The rate to try for the n-th time, from 0 on. */
export function rateToTry(soundPerS: number | null, attempt: number): number {
  const rate = ((soundPerS ?? LEAST_PER_S) * SHARE_PERCENT * STEP_BACK ** attempt) / 100;
  return Math.max(LEAST_RATE_PER_S, rate < 10 ? Math.round(rate * 10) / 10 : Math.round(rate));
}

/** What was found and where it is measured, as half a sentence. `of`: what the rate counts. */
export function foundWords({ soundPerS, limitedBy }: Found, of: string): string {
  if (soundPerS === null) return `not even ${LEAST_PER_S} new ${of}/s were borne: ${limitedBy}`;
  if (limitedBy === null) return `at least ${soundPerS} new ${of}/s were borne, and no more was tried`;
  return `up to ${soundPerS} new ${of}/s were borne, beyond that ${limitedBy}`;
}
