/** Gathers what every service process measured of itself, along the time of the run. */
import { Latencies } from '../latencies.ts';
import type { Observation } from '../stack/observation.ts';
import type { LoadResult, Series, ServiceSeries } from './result.ts';
import { percentileMs, round, spectrumOf } from './spectrum.ts';

interface Seen {
  latency: Latencies;
  slices: Map<number, Observation>;
}

export class ServiceRecorder {
  readonly #instances = new Map<string, Seen>();
  readonly #commands = new Map<string, { durations: Latencies; failed: number }>();
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
    const known = this.#instances.get(instance) ?? { latency: new Latencies(2), slices: new Map() };
    this.#instances.set(instance, known);
    known.latency.add(seen.requests);
    known.slices.set(slice, seen);
    for (const [name, { durations, failed }] of Object.entries(seen.mongo)) {
      const command = this.#commands.get(name) ?? { durations: new Latencies(2), failed: 0 };
      this.#commands.set(name, command);
      command.durations.add(durations);
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
        p50Ms: series(({ requests }) => percentileMs(Latencies.decode(requests, 2), 50)),
        p99Ms: series(({ requests }) => percentileMs(Latencies.decode(requests, 2), 99)),
        requestsPerS: series(
          ({ requests, intervalMs }) => (Latencies.decode(requests, 2).count * 1000) / intervalMs,
        ),
        loopDelayP99Ms: series(({ loopDelay }) => loopDelay.p99Us / 1000),
        cpu: series(({ cpuMs, intervalMs }) => cpuMs / intervalMs),
        rssMb: series(({ rssBytes }) => rssBytes / 2 ** 20),
        mongoP99Ms: series(({ mongo }) => {
          const all = new Latencies(2);
          for (const { durations } of Object.values(mongo)) all.add(durations);
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
