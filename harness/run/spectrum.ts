/** Histograms of microseconds into what a result holds. */
import { build, encodeIntoCompressedBase64, type Histogram, type JsHistogram } from 'hdr-histogram-js';
import type { Recorder } from '../load/index.ts';
import type { Flow, Heatmap, Series, Spectrum, Timeline } from './result.ts';

const PERCENTILES = [
  0, 10, 20, 30, 40, 50, 60, 70, 75, 80, 85, 90, 92.5, 95, 96, 97, 98, 98.5, 99, 99.25, 99.5, 99.75, 99.9,
  99.95, 99.99, 99.999, 100,
];
const ROWS_PER_DECADE = 6;

export function newHistogram(digits: 2 | 3 = 3): Histogram {
  return build({
    bitBucketSize: 32,
    lowestDiscernibleValue: 1,
    highestTrackableValue: 3_600_000_000,
    numberOfSignificantValueDigits: digits,
  });
}

export function record(histogram: Histogram, ms: number): void {
  histogram.recordValue(Math.min(3_600_000_000, Math.max(0, Math.round(ms * 1000))));
}

export function spectrumOf(histogram: Histogram): Spectrum {
  const { totalCount } = histogram;
  return {
    count: totalCount,
    meanMs: totalCount === 0 ? 0 : round(histogram.mean / 1000),
    maxMs: totalCount === 0 ? 0 : round(histogram.maxValue / 1000),
    points:
      totalCount === 0
        ? []
        : PERCENTILES.map((percentile) => ({
            percentile,
            ms: round(histogram.getValueAtPercentile(percentile) / 1000),
          })),
    hdr: encodeIntoCompressedBase64(histogram),
  };
}

/** Of each histogram, in ms; null where it is empty. */
export function seriesOf(histograms: Histogram[], percentile: number): Series {
  return histograms.map((histogram) =>
    histogram.totalCount === 0 ? null : round(histogram.getValueAtPercentile(percentile) / 1000),
  );
}

export function timelineOf(recorder: Recorder): Timeline {
  const { slices, sliceMs } = recorder;
  const responses = slices.map(({ response }) => response);
  const failures: Record<string, number[]> = {};
  slices.forEach((slice, i) => {
    for (const [kind, count] of Object.entries(slice.failures)) {
      failures[kind] ??= slices.map(() => 0);
      failures[kind][i] = count;
    }
  });
  return {
    sliceMs,
    slices: slices.length,
    due: slices.map(({ due }) => due),
    sent: slices.map(({ sent }) => sent),
    done: slices.map(({ done }) => done),
    p50Ms: seriesOf(responses, 50),
    p90Ms: seriesOf(responses, 90),
    p99Ms: seriesOf(responses, 99),
    maxMs: seriesOf(responses, 100),
    failures,
  };
}

/** How many requests of each slice had a latency between the edges of each row. */
export function heatmapOf(recorder: Recorder): Heatmap {
  const { response, slices } = recorder;
  if (response.totalCount === 0) return { edgesMs: [], counts: [] };
  const rowOf = (us: number): number => Math.ceil(Math.log10(Math.max(1, us)) * ROWS_PER_DECADE);
  const lowest = rowOf(response.getValueAtPercentile(0));
  const highest = rowOf(response.maxValue);
  const rows = Array.from({ length: highest - lowest + 1 }, (_, i) => lowest + i);
  const counts = rows.map(() => slices.map(() => 0));
  slices.forEach(({ response: histogram }, slice) => {
    eachValue(histogram, (us, count) => {
      const row = Math.min(highest, Math.max(lowest, rowOf(us))) - lowest;
      counts[row]![slice]! += count;
    });
  });
  return { edgesMs: rows.map((row) => round(10 ** (row / ROWS_PER_DECADE) / 1000)), counts };
}

/** Latencies that are told one by one, with the time they belong to. */
export class FlowRecorder {
  readonly #all = newHistogram();
  readonly #slices: Histogram[] = [];
  readonly #sliceMs: number;

  constructor(sliceMs: number) {
    this.#sliceMs = sliceMs;
  }

  record(atMs: number, ms: number): void {
    // What began in the warm-up is not counted, as little as the requests of that time.
    if (atMs < 0) return;
    record(this.#all, ms);
    const index = Math.floor(atMs / this.#sliceMs);
    while (this.#slices.length <= index) this.#slices.push(newHistogram(2));
    record(this.#slices[index]!, ms);
  }

  get flow(): Flow {
    return {
      all: spectrumOf(this.#all),
      p50Ms: seriesOf(this.#slices, 50),
      p99Ms: seriesOf(this.#slices, 99),
      maxMs: seriesOf(this.#slices, 100),
    };
  }
}

function eachValue(histogram: Histogram, visit: (us: number, count: number) => void): void {
  // Not WebAssembly's kind, so it can be read slot by slot.
  const slots = histogram as JsHistogram;
  const last = slots.countsArrayIndex(slots.maxValue);
  for (let i = 0; i <= last; i++) {
    const count = slots.getCountAtIndex(i);
    if (count > 0) visit(slots.medianEquivalentValue(slots.valueFromIndex(i)), count);
  }
}

export function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
