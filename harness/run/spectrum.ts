/** Distributions of microseconds into what a result holds. */
import { Latencies } from '../latencies.ts';
import type { Recorder } from '../load/index.ts';
import type { Flow, Heatmap, Series, Spectrum, Timeline } from './result.ts';

const PERCENTILES = [
  0, 10, 20, 30, 40, 50, 60, 70, 75, 80, 85, 90, 92.5, 95, 96, 97, 98, 98.5, 99, 99.25, 99.5, 99.75, 99.9,
  99.95, 99.99, 99.999, 100,
];
const ROWS_PER_DECADE = 6;

export function spectrumOf(latencies: Latencies): Spectrum {
  const ms = (us: number): number => round(us / 1000);
  return {
    count: latencies.count,
    meanMs: ms(latencies.meanUs),
    minMs: ms(latencies.minUs),
    maxMs: ms(latencies.maxUs),
    points:
      latencies.count === 0
        ? []
        : PERCENTILES.map((percentile) => ({ percentile, ms: ms(latencies.percentileUs(percentile)) })),
    hdr: latencies.encode().hdr,
  };
}

/** Of each distribution, in ms; null where it is empty. */
export function seriesOf(each: Latencies[], percentile: number): Series {
  return each.map((latencies) => percentileMs(latencies, percentile));
}

/** Null of no times at all. */
export function percentileMs(latencies: Latencies, percentile: number): number | null {
  return latencies.count === 0 ? null : round(latencies.percentileUs(percentile) / 1000);
}

export function timelineOf(recorder: Recorder): Timeline {
  const { slices, sliceMs } = recorder;
  const responses = slices.map(({ response }) => response);
  const failures: Record<string, number[]> = {};
  let open = recorder.carried;
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
    open: slices.map(({ due, ended }) => {
      open += due - ended;
      return open;
    }),
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
  if (response.count === 0) return { edgesMs: [], counts: [] };
  const rowOf = (us: number): number => Math.ceil(Math.log10(Math.max(1, us)) * ROWS_PER_DECADE);
  const lowest = rowOf(response.minUs);
  const highest = rowOf(response.maxUs);
  const rows = Array.from({ length: highest - lowest + 1 }, (_, i) => lowest + i);
  const counts = rows.map(() => slices.map(() => 0));
  slices.forEach(({ response: own }, slice) => {
    own.eachValue((us, count) => {
      counts[rowOf(us) - lowest]![slice]! += count;
    });
  });
  return { edgesMs: rows.map((row) => round(10 ** (row / ROWS_PER_DECADE) / 1000)), counts };
}

/** Latencies that are told one by one, with the time they belong to. */
export class FlowRecorder {
  readonly #all = new Latencies();
  readonly #slices: Latencies[] = [];
  readonly #sliceMs: number;

  constructor(sliceMs: number) {
    this.#sliceMs = sliceMs;
  }

  record(atMs: number, ms: number): void {
    // What began in the warm-up is not counted, as little as the requests of that time.
    if (atMs < 0) return;
    this.#all.record(ms * 1000);
    const index = Math.floor(atMs / this.#sliceMs);
    while (this.#slices.length <= index) this.#slices.push(new Latencies(2));
    this.#slices[index]!.record(ms * 1000);
  }

  /** `unfinished`: how many began in the time measured, and were not seen to end. */
  flow(unfinished: number): Omit<Flow, 'what' | 'until' | 'says' | 'open'> {
    return {
      all: spectrumOf(this.#all),
      unfinished,
      p50Ms: seriesOf(this.#slices, 50),
      p99Ms: seriesOf(this.#slices, 99),
      maxMs: seriesOf(this.#slices, 100),
    };
  }
}

export function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
