/** One night as it is remembered: a line of JSON in the history file. */
export interface Night {
  at: string;
  base: string;
  head: string;
  database: string;
  /** Median over the slices of a pass, by metric. */
  figures: { base: Record<string, number>; head: Record<string, number> };
  comparisons: {
    metric: string;
    pairs: number;
    effectPercent: number;
    lowPercent: number;
    highPercent: number;
    isWorse: boolean;
  }[];
  /** Per order, from the simulator at a fixed seed. */
  counters: { base: Record<string, number>; head: Record<string, number> };
  failures: string[];
  warnings: string[];
}
