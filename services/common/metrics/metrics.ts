/**
 * What a service counts and times, as Prometheus reads it at `GET /metrics`.
 *
 * Each running service has a registry of its own, since several may run in one process. Names and units are as
 * https://prometheus.io/docs/practices/naming/ has them: seconds, `_total` for what only grows, and no label that has
 * as many values as there are orders. Who it is (job, instance) is added by whoever scrapes.
 */
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** From what a local read takes to what nobody waits for any more. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export class Metrics {
  readonly #registry = new Registry();

  /** What only grows. */
  counter<L extends string>(name: string, help: string, labelNames: readonly L[] = []): Counter<L> {
    return this.#once(name, () => new Counter({ name, help, labelNames, registers: [this.#registry] }));
  }

  /** What goes up and down. With `read` it is looked up when somebody asks, and not before. */
  gauge<L extends string>(
    name: string,
    help: string,
    labelNames: readonly L[] = [],
    read?: (gauge: Gauge<L>) => void,
  ): Gauge<L> {
    return this.#once(
      name,
      () =>
        new Gauge({
          ...{ name, help, labelNames, registers: [this.#registry] },
          ...(read && {
            collect() {
              read(this as Gauge<L>);
            },
          }),
        }),
    );
  }

  /** How long something takes, in seconds. */
  seconds<L extends string>(name: string, help: string, labelNames: readonly L[] = []): Histogram<L> {
    return this.#once(
      name,
      () => new Histogram({ name, help, labelNames, buckets: SECONDS, registers: [this.#registry] }),
    );
  }

  /** Two clients of other services count in one metric. */
  #once<M extends object>(name: string, make: () => M): M {
    return (this.#registry.getSingleMetric(name) as M | undefined) ?? make();
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** All there is, in Prometheus' text format. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }
}
