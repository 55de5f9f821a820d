/**
 * Finds a rate that this machine sustains: asks for more and more until something is too much, steps back, and makes
 * sure of what is left while it warms up for the run.
 */
import { LEAST_PER_S, type Schedule } from './schedule.ts';

/** Doubles every 4 s: what becomes too much is noticed within two or three, at less than twice what is borne. */
export const RAMP: Schedule = { fromPerS: LEAST_PER_S, toPerS: 1280, rampMs: 32_000, steadyMs: 0 };
/** Below the knee by so much, a neighbour's burst or a collection of garbage is worked off again. */
const SHARE_PERCENT = 70;
/** What was too much after all is tried at so much less, so often. */
const STEP_BACK = 0.7;
export const TRIES_MOST = 4;
const LEAST_RATE_PER_S = 1;

/** The rate to try for the n-th time, from 0 on. */
export function rateToTry(soundPerS: number, attempt: number): number {
  const rate = (soundPerS * SHARE_PERCENT * STEP_BACK ** attempt) / 100;
  return Math.max(LEAST_RATE_PER_S, rate < 10 ? Math.round(rate * 10) / 10 : Math.round(rate));
}

/** How much of it that is, in percent. */
export function shareOf(ratePerS: number, soundPerS: number): number {
  return Math.round((100 * ratePerS) / soundPerS);
}
