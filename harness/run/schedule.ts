/**
 * How much is due when, in units of what the scenario counts its size in: a rate that grows by equal factors in equal
 * times, then one that stays.
 *
 * A rate that is there all at once meets cold code, and what piles up then is worked off for a long time. And whoever
 * looks on while it grows sees up to which rate all was well.
 */
export interface Schedule {
  fromPerS: number;
  toPerS: number;
  rampMs: number;
  steadyMs: number;
}

/** Grows from here on, or from the rate itself if that is less. */
export const LEAST_PER_S = 5;

/** Of the warm-up. */
const RAMP_SHARE = 2 / 3;

/** All at one rate, but that it is reached in the first part of the warm-up. */
export function steadyAt(ratePerS: number, warmupMs: number, durationMs: number): Schedule {
  const rampMs = warmupMs * RAMP_SHARE;
  return {
    fromPerS: Math.min(LEAST_PER_S, ratePerS),
    toPerS: ratePerS,
    rampMs,
    steadyMs: warmupMs - rampMs + durationMs,
  };
}

export function rateAt({ fromPerS, toPerS, rampMs }: Schedule, atMs: number): number {
  if (atMs >= rampMs) return toPerS;
  return fromPerS * (toPerS / fromPerS) ** (Math.max(0, atMs) / rampMs);
}

/** How many units are due in all. */
export function unitsOf(schedule: Schedule): number {
  return (rampedUnits(schedule) + schedule.toPerS * schedule.steadyMs) / 1000;
}

/** The time at which this many units are due. */
export function timeOfMs(schedule: Schedule, units: number): number {
  const { fromPerS, toPerS, rampMs } = schedule;
  const beyond = units * 1000 - rampedUnits(schedule);
  if (beyond >= 0) return rampMs + beyond / toPerS;
  const growth = Math.log(toPerS / fromPerS) / rampMs;
  if (growth === 0) return (units * 1000) / fromPerS;
  return Math.log1p((units * 1000 * growth) / fromPerS) / growth;
}

/** Due while the rate grows, in thousandths of a unit. */
function rampedUnits({ fromPerS, toPerS, rampMs }: Schedule): number {
  if (rampMs === 0) return 0;
  const growth = Math.log(toPerS / fromPerS) / rampMs;
  return growth === 0 ? fromPerS * rampMs : (toPerS - fromPerS) / growth;
}
