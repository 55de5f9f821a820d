/** All services of the file, as `docker compose up` brings them up and `docker compose down` ends them. */
import type { Container, Ended } from './container.ts';

export class Project {
  readonly containers: ReadonlyMap<string, Container>;
  /** What happened, in order: `seed started`, `seed completed`, `web-1 healthy`. */
  readonly log: string[] = [];
  readonly #starts = new Map<string, Promise<void>>();
  readonly #reached = new Map<string, Promise<void>>();

  /** Services that are not among them are held for up: they are not to be had here. */
  constructor(containers: readonly Container[]) {
    this.containers = new Map(containers.map((container) => [container.name, container]));
  }

  /** Resolves when every one is well that can be told to be. Rejects with the first that is not. */
  async up(): Promise<void> {
    await Promise.all(
      [...this.containers].map(([name, { service }]) =>
        service.healthcheck ? this.#reach(name, 'service_healthy') : this.#start(name),
      ),
    );
  }

  /** Those first on which nobody depends any more. How each ended. */
  async down(): Promise<Map<string, Ended>> {
    const ended = new Map<string, Ended>();
    const stops = new Map<string, Promise<void>>();
    const stop = (name: string): Promise<void> => {
      const known = stops.get(name);
      if (known) return known;
      const stopping = (async () => {
        await Promise.all(this.#dependentsOf(name).map(stop));
        const how = await this.containers.get(name)!.stop();
        if (how) ended.set(name, how);
      })();
      stops.set(name, stopping);
      return stopping;
    };
    await Promise.all([...this.containers.keys()].map(stop));
    return ended;
  }

  #dependentsOf(name: string): string[] {
    return [...this.containers].flatMap(([dependent, { service }]) =>
      name in (service.depends_on ?? {}) ? [dependent] : [],
    );
  }

  #start(name: string): Promise<void> {
    return remembered(this.#starts, name, async () => {
      const container = this.containers.get(name);
      if (!container) return;
      const waits = Object.entries(container.service.depends_on ?? {});
      await Promise.all(waits.map(([on, { condition }]) => this.#reach(on, condition)));
      container.start();
      this.log.push(`${name} started`);
    });
  }

  #reach(name: string, condition: 'service_healthy' | 'service_completed_successfully'): Promise<void> {
    return remembered(this.#reached, `${name} ${condition}`, async () => {
      await this.#start(name);
      const container = this.containers.get(name);
      if (!container) return;
      await container.reaches(condition);
      this.log.push(`${name} ${condition === 'service_healthy' ? 'healthy' : 'completed'}`);
    });
  }
}

function remembered(
  known: Map<string, Promise<void>>,
  name: string,
  work: () => Promise<void>,
): Promise<void> {
  const before = known.get(name);
  if (before) return before;
  const now = work();
  known.set(name, now);
  return now;
}
