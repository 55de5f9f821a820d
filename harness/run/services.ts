/** Gathers what every service process measured of itself, along the time of the run. */
import { decodeFromCompressedBase64, type Histogram } from 'hdr-histogram-js';
import type { Observation } from '../stack/observation.ts';
import type { LoadResult, Series, ServiceSeries } from './result.ts';
import { newHistogram, round, spectrumOf } from './spectrum.ts';

interface Seen {
  latency: Histogram;
  slices: Map<number, Observation>;
}

const decode = (encoded: string): Histogram => decodeFromCompressedBase64(encoded, 32, false, 3_600_000_000);

export class ServiceRecorder {
  readonly #instances = new Map<string, Seen>();
  readonly #commands = new Map<string, { durations: Histogram; failed: number }>();
  readonly #sliceMs: number;
  readonly #epochMs: () => number | undefined;

  /** `epochMs`: the Unix time at which the run's time is 0, or undefined before that is known. */
  constructor(sliceMs: number, epochMs: () => number | undefined) {
    this.#sliceMs = sliceMs;
    this.#epochMs = epochMs;
  }

  onObservation(instance: string, seen: Observation): void {
    const epochMs = this.#epochMs();
    // The middle of the interval says to which slice it belongs.
    const slice =
      epochMs === undefined ? -1 : Math.floor((seen.atMs - seen.intervalMs / 2 - epochMs) / this.#sliceMs);
    if (slice < 0) return;
    const known = this.#instances.get(instance) ?? { latency: newHistogram(2), slices: new Map() };
    this.#instances.set(instance, known);
    known.latency.add(decode(seen.requests));
    known.slices.set(slice, seen);
    for (const [name, { durations, failed }] of Object.entries(seen.mongo)) {
      const command = this.#commands.get(name) ?? { durations: newHistogram(2), failed: 0 };
      this.#commands.set(name, command);
      command.durations.add(decode(durations));
      command.failed += failed;
    }
  }

  /** One row per process, its series as long as the run has slices. */
  services(slices: number): ServiceSeries[] {
    const names = [...this.#instances.keys()].sort();
    return names.map((instance) => {
      const { latency, slices: seen } = this.#instances.get(instance)!;
      const series = (pick: (observation: Observation) => number | null): Series =>
        Array.from({ length: slices }, (_, i) => {
          const observation = seen.get(i);
          const value = observation ? pick(observation) : null;
          return value === null ? null : round(value);
        });
      return {
        instance,
        latency: spectrumOf(latency),
        p50Ms: series(({ requests }) => percentileMs(decode(requests), 50)),
        p99Ms: series(({ requests }) => percentileMs(decode(requests), 99)),
        requestsPerS: series(({ requests, intervalMs }) => (decode(requests).totalCount * 1000) / intervalMs),
        loopDelayP99Ms: series(({ loopDelay }) => loopDelay.p99Us / 1000),
        cpu: series(({ cpuMs, intervalMs }) => cpuMs / intervalMs),
        rssMb: series(({ rssBytes }) => rssBytes / 2 ** 20),
        mongoP99Ms: series(({ mongo }) => {
          const all = newHistogram(2);
          for (const { durations } of Object.values(mongo)) all.add(decode(durations));
          return percentileMs(all, 99);
        }),
      };
    });
  }

  mongo(): LoadResult['mongo'] {
    return [...this.#commands]
      .map(([command, { durations, failed }]) => ({ command, failed, duration: spectrumOf(durations) }))
      .sort((a, b) => b.duration.count - a.duration.count);
  }
}

function percentileMs(histogram: Histogram, percentile: number): number | null {
  return histogram.totalCount === 0 ? null : histogram.getValueAtPercentile(percentile) / 1000;
}
