/** The time axis that charts of a run share. */
import type { LoadResult, Timeline } from '../../harness/run/result.ts';

/** The middle of each slice, in seconds. */
export function secondsOf({ slices, sliceMs }: Timeline): number[] {
  return Array.from({ length: slices }, (_, i) => ((i + 0.5) * sliceMs) / 1000);
}

/** When which process was down or halted. */
export function marksOf({ chaos }: LoadResult): { from: number; to: number; label: string }[] {
  return chaos.map(({ atMs, durationMs, kind, instance }) => ({
    from: atMs / 1000,
    to: (atMs + durationMs) / 1000,
    label: `${kind} ${instance}`,
  }));
}
