/** One service process: started, watched, killed on purpose and brought back on the same port. */
import { Child, type Ended } from './child.ts';
import type { Observation } from './observation.ts';

export interface ServiceOptions {
  name: string;
  script: URL;
  args: string[];
  /** 0 takes a free one, and keeps it from then on. */
  port: number;
  onLine(line: string): void;
  onObservation?(observation: Observation): void;
  /** It ended though nobody ended it. */
  onFailure(how: Ended): void;
}

/** A service waits up to 30 s for its database. */
const READY_WITHIN_MS = 40_000;
/** Its port may be taken for a moment by somebody's outgoing connection. */
const RESTART_ATTEMPTS = 5;
const RESTART_PAUSE_MS = 200;
const OBSERVE = new URL('./observe.ts', import.meta.url);

export class Service {
  readonly name: string;
  url = '';
  readonly #options: ServiceOptions;
  #child: Child | undefined;
  #expectedToEnd = false;
  #stopped = false;

  constructor(options: ServiceOptions) {
    this.name = options.name;
    this.#options = options;
  }

  /** Resolves when it serves. Rejects with one line when it does not come up. */
  async start(): Promise<void> {
    const { script, args, port, onLine, onObservation, onFailure } = this.#options;
    this.#expectedToEnd = false;
    const listenOn = this.url === '' ? port : Number(new URL(this.url).port);
    const child = new Child({
      name: this.name,
      script,
      args: [...args, '--port', String(listenOn)],
      preload: onObservation ? [OBSERVE] : [],
      onLine,
      onMessage: (message) => {
        const { observation } = message as { observation?: Observation };
        if (observation) onObservation?.(observation);
      },
    });
    this.#child = child;
    this.url = await child.sends((message) => (message as { url?: string }).url, READY_WITHIN_MS);
    void child.ended.then((how) => {
      if (!this.#expectedToEnd && !this.#stopped) onFailure(how);
    });
  }

  pause(): void {
    this.#child?.pause();
  }

  resume(): void {
    this.#child?.resume();
  }

  /** Ends it at once, as a crash would; `restart` brings it back. */
  async crash(): Promise<void> {
    this.#expectedToEnd = true;
    this.#child?.kill();
    await this.#child?.ended;
  }

  /** Starts it again where it was. Rejects with one line when that fails. */
  async restart(): Promise<void> {
    for (let attempt = 1; !this.#stopped; attempt++) {
      try {
        return await this.start();
      } catch (error) {
        if (attempt === RESTART_ATTEMPTS) throw error;
        await new Promise((resolve) => setTimeout(resolve, RESTART_PAUSE_MS));
      }
    }
  }

  /** Asks it to end, and kills it if it does not in time. */
  async stop(graceMs?: number): Promise<void> {
    this.#stopped = true;
    await this.#child?.stop(graceMs);
  }
}
