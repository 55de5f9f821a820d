/** What a reader is shown of metrics: how often, how long, how much; no buckets, and nothing that did not happen. */
import { isCount } from './change.ts';
import type { Family, Sample } from './exposition.ts';

export interface Measure {
  name: string;
  /** What it is, in the words of who tells it. */
  says: string;
  /** `counts`: how often, or how much in all. `spread`: how many, and how large. `level`: as it stood in the end. */
  kind: 'counts' | 'spread' | 'level';
  rows: MeasureRow[];
}

export interface MeasureRow {
  labels: Record<string, string>;
  /** How many, how often, or how much. */
  value: number;
  /** Of a `spread`, in the unit of its name: of all, and of so many of a hundred, as far as buckets tell. */
  sum?: number;
  p50?: number | null;
  p99?: number | null;
}

/** A moment in Unix time is no measure of anything. */
const MOMENT = /_(?:start_time|timestamp)_seconds$/;

/** Of changes. What stayed at nothing is left out. */
export function measuresOf(families: readonly Family[]): Measure[] {
  return families.flatMap((family) => {
    const { name, says, type, samples } = family;
    if (MOMENT.test(name)) return [];
    const isSpread = type === 'histogram' || type === 'summary';
    const known = samples.filter(({ value }) => Number.isFinite(value));
    const rows = isSpread
      ? spreads(name, known)
      : known.map(({ labels, value }): MeasureRow => ({ labels, value }));
    const told = rows.filter(({ value }) => value !== 0);
    const kind = isSpread ? 'spread' : samples.some((one) => isCount(family, one)) ? 'counts' : 'level';
    return told.length === 0 ? [] : [{ name, says, kind, rows: told }];
  });
}

/** One row for each set of labels. */
function spreads(name: string, samples: readonly Sample[]): MeasureRow[] {
  const rows = new Map<string, { labels: Record<string, string>; of: Sample[] }>();
  for (const sample of samples) {
    const { le: _le, quantile: _quantile, ...labels } = sample.labels;
    const key = JSON.stringify(labels);
    const row = rows.get(key) ?? { labels, of: [] };
    rows.set(key, row);
    row.of.push(sample);
  }
  return [...rows.values()].map(({ labels, of }) => {
    const only = (part: string) => of.find((sample) => sample.name === `${name}_${part}`)?.value ?? 0;
    const buckets = of
      .filter((sample) => sample.name === `${name}_bucket`)
      .map((sample) => ({ upTo: Number(sample.labels.le), count: sample.value }))
      .filter(({ upTo }) => Number.isFinite(upTo))
      .sort((a, b) => a.upTo - b.upTo);
    const count = only('count');
    const at = (percent: number) => quantileIn(buckets, count, percent / 100);
    return { labels, value: count, sum: only('sum'), p50: at(50), p99: at(99) };
  });
}

/** As Prometheus' own `histogram_quantile`: evenly spread within a bucket; null: beyond the last, or of none. */
export function quantileIn(
  buckets: readonly { upTo: number; count: number }[],
  count: number,
  quantile: number,
): number | null {
  const rank = quantile * count;
  const at = buckets.findIndex((bucket) => bucket.count >= rank);
  if (count === 0 || at < 0) return null;
  const { upTo, count: within } = buckets[at]!;
  const below = buckets[at - 1] ?? { upTo: 0, count: 0 };
  if (within === below.count) return upTo;
  return below.upTo + ((upTo - below.upTo) * (rank - below.count)) / (within - below.count);
}
