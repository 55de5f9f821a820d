/** Which seeds of a campaign are whose. */
import type { Shard } from './result.ts';

/** Each shard takes every n-th seed: together they run each once, and each alone runs through the whole range. */
export function partOf(first: number, runs: number, { index, of }: Shard) {
  const count = Math.max(0, Math.ceil((runs - (index - 1)) / of));
  return {
    count,
    seed: (i: number): number => first + index - 1 + i * of,
    /** Which of them a seed is; -1 for one that is another's. */
    indexOf(seed: number): number {
      const i = (seed - first - (index - 1)) / of;
      return Number.isInteger(i) && i >= 0 && i < count ? i : -1;
    },
  };
}
