/** A time as a person writes it: `90s`, `10m`, `1h30m`. */
import { InvalidArgumentError } from 'commander';
import { numberBetween } from '../services/common/main.ts';

const UNITS_MS = { h: 3_600_000, m: 60_000, s: 1000 };

export function timeSpan(text: string): number {
  const match = text.match(/^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/);
  const [h, m, s] = [1, 2, 3].map((i) => Number(match?.[i] ?? 0)) as [number, number, number];
  const ms = h * UNITS_MS.h + m * UNITS_MS.m + s * UNITS_MS.s;
  if (!(ms > 0 && ms <= 1000 * UNITS_MS.h))
    throw new InvalidArgumentError('expected a time such as 90s, 10m or 1h30m.');
  return ms;
}

/** The same in seconds and within bounds; a bare number is seconds too. */
export function secondsBetween(min: number, max: number): (text: string) => number {
  const inBounds = numberBetween(min, max);
  return (text) => {
    // Seconds may be none, or a part of one, with their unit as without it.
    const bare = text.replace(/^([\d.]+)s$/, '$1');
    try {
      return inBounds(/[hms]$/.test(bare) ? String(timeSpan(bare) / 1000) : bare);
    } catch {
      throw new InvalidArgumentError(
        `expected seconds from ${min} to ${max}, or a time such as 90s, 10m or 1h30m.`,
      );
    }
  };
}
