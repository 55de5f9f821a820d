/** What is done to services on purpose: drawn from a seed before the run, carried out during it. */
import type { Service } from './service.ts';

export interface ChaosEvent {
  /** Milliseconds after the start of the run. */
  atMs: number;
  /** Until it is restarted or resumed. */
  durationMs: number;
  /** SIGKILL and a restart, or SIGSTOP and SIGCONT. */
  kind: 'kill' | 'pause';
  instance: string;
}

const MEAN_GAP_MS = 5000;
/** The first seconds show the undisturbed shop, the last ones that it recovers. */
const QUIET_SHARE = 0.1;
const KILLED_MS = { least: 200, most: 2000 };
const PAUSED_MS = { least: 500, most: 6000 };

/** `random` gives uniform numbers in [0, 1). No instance is hurt again before it is whole. */
export function drawChaos(
  instances: readonly string[],
  durationMs: number,
  random: () => number,
): ChaosEvent[] {
  const events: ChaosEvent[] = [];
  const wholeAtMs = new Map<string, number>();
  const endMs = durationMs * (1 - QUIET_SHARE);
  let atMs = durationMs * QUIET_SHARE;
  for (;;) {
    const kind = random() < 0.5 ? 'kill' : 'pause';
    const instance = instances[Math.floor(random() * instances.length)]!;
    const { least, most } = kind === 'kill' ? KILLED_MS : PAUSED_MS;
    const hurtMs = Math.round(Math.min(least + random() * (most - least), endMs - atMs));
    if (hurtMs < least) return events;
    if (atMs >= (wholeAtMs.get(instance) ?? 0)) {
      events.push({ atMs: Math.round(atMs), durationMs: hurtMs, kind, instance });
      // A restart takes a while.
      wholeAtMs.set(instance, atMs + hurtMs + MEAN_GAP_MS);
    }
    atMs += MEAN_GAP_MS * (0.5 + random());
  }
}

/** Carries a schedule out. `healed` makes everything whole at once, and is to be awaited at the end of any run. */
export class Chaos {
  readonly #services: ReadonlyMap<string, Service>;
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #hurt = new Map<Service, () => Promise<void>>();
  readonly #healing = new Set<Promise<void>>();
  readonly #onFailure: (how: string) => void;
  readonly #onStruck: (event: ChaosEvent) => void;

  constructor(
    services: readonly Service[],
    onFailure: (how: string) => void,
    onStruck: (event: ChaosEvent) => void = () => {},
  ) {
    this.#services = new Map(services.map((service) => [service.name, service]));
    this.#onFailure = onFailure;
    this.#onStruck = onStruck;
  }

  begin(events: readonly ChaosEvent[]): void {
    for (const event of events) {
      const service = this.#services.get(event.instance)!;
      this.#timers.push(setTimeout(() => this.#strike(service, event), event.atMs));
    }
  }

  async healed(): Promise<void> {
    this.cancel();
    for (const service of [...this.#hurt.keys()]) this.#heal(service);
    await Promise.all(this.#healing);
  }

  /** Nothing more is done, and nothing healed: for a stack that is about to be stopped. */
  cancel(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #strike(service: Service, event: ChaosEvent): void {
    const { kind, durationMs } = event;
    this.#onStruck(event);
    if (kind === 'pause') {
      service.pause();
      this.#hurt.set(service, async () => service.resume());
    } else {
      const dead = service.crash();
      this.#hurt.set(service, async () => {
        await dead;
        await service.restart();
      });
    }
    this.#timers.push(setTimeout(() => this.#heal(service), durationMs));
  }

  #heal(service: Service): void {
    const heal = this.#hurt.get(service);
    if (!heal) return;
    this.#hurt.delete(service);
    const healing = heal().catch((error: Error) => this.#onFailure(error.message));
    this.#healing.add(healing);
    void healing.finally(() => this.#healing.delete(healing));
  }
}
