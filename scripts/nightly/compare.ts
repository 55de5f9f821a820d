/**
 * Is head worse than base? Slices of both were run in pairs, close together in time, so each pair tells one ratio,
 * and what the machine did meanwhile cancels out. Confidence comes from resampling the pairs: requests within a
 * slice share its luck, so there are only as many observations as pairs.
 */

export interface Gate {
  metric: string;
  /** Which way is worse. */
  worse: 'higher' | 'lower';
  /** A failure fails the night; a warning is only shown. */
  gates: boolean;
}

export interface Comparison extends Gate {
  pairs: number;
  /** Change from base to head in percent, and its 95% interval. */
  effectPercent: number;
  lowPercent: number;
  highPercent: number;
  /** The interval excludes zero, and the effect is beyond the limit, in the direction that is worse. */
  isWorse: boolean;
}

export const GATES: readonly Gate[] = [
  { metric: 'accept p50, ms', worse: 'higher', gates: true },
  { metric: 'peak requests/s', worse: 'lower', gates: true },
  { metric: 'accept p99, ms', worse: 'higher', gates: false },
];

export const EFFECT_LIMIT_PERCENT = 10;
const RESAMPLES = 4000;
const TAIL = 0.025;

/** `base[i]` and `head[i]` are the two of a pair, above 0. `random` gives uniform numbers in [0, 1). */
export function compare(
  gate: Gate,
  base: readonly number[],
  head: readonly number[],
  random: () => number,
): Comparison {
  const ratios = base.map((value, i) => Math.log(head[i]! / value));
  const means = Array.from({ length: RESAMPLES }, () =>
    mean(ratios.map(() => ratios[Math.floor(random() * ratios.length)]!)),
  );
  means.sort((a, b) => a - b);
  const effectPercent = percent(mean(ratios));
  const lowPercent = percent(means[Math.floor(TAIL * RESAMPLES)]!);
  const highPercent = percent(means[Math.ceil((1 - TAIL) * RESAMPLES) - 1]!);
  const isWorse =
    gate.worse === 'higher'
      ? lowPercent > 0 && effectPercent > EFFECT_LIMIT_PERCENT
      : highPercent < 0 && effectPercent < -EFFECT_LIMIT_PERCENT;
  return { ...gate, pairs: base.length, effectPercent, lowPercent, highPercent, isWorse };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const percent = (logRatio: number): number => 100 * (Math.exp(logRatio) - 1);
