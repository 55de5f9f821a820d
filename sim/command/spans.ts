/** What a person writes for a time (`90s`, `1h30m`) and for a part of a whole (`3/16`). */
import { InvalidArgumentError } from 'commander';
import type { Shard } from '../../harness/campaign/index.ts';

const UNITS_MS = { h: 3_600_000, m: 60_000, s: 1000 };

export function timeSpan(text: string): number {
  const match = text.match(/^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/);
  const [h, m, s] = [1, 2, 3].map((i) => Number(match?.[i] ?? 0)) as [number, number, number];
  const ms = h * UNITS_MS.h + m * UNITS_MS.m + s * UNITS_MS.s;
  if (!(ms > 0 && ms <= 1000 * UNITS_MS.h))
    throw new InvalidArgumentError('expected a time such as 90s, 10m or 1h30m.');
  return ms;
}

export function shardOf(text: string): Shard {
  const [, index, of] = (text.match(/^(\d+)\/(\d+)$/) ?? []).map(Number);
  if (index === undefined || of === undefined || index < 1 || index > of || of > 100_000)
    throw new InvalidArgumentError('expected a part of a whole, such as 1/16 up to 16/16.');
  return { index, of };
}
