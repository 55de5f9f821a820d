/** One instance of a service as a process: started, watched, killed on purpose and brought back, on the same port. */
import { pathToFileURL } from 'node:url';
import { Child, type Ended, endedSentence } from './child.ts';
import type { Observation } from './observation.ts';
import { listens } from './ports.ts';

export interface ServiceOptions {
  name: string;
  /** Absolute path of the file that is run. */
  entry: string;
  /** The folder it is run in; default: this process's. */
  cwd?: string;
  /** Besides what this process has. */
  env: Readonly<Record<string, string>>;
  /** Where its environment tells it to listen; 0: it takes no requests. */
  port: number;
  /** Modules to load before the entry. */
  preload?: readonly URL[];
  onLine(line: string): void;
  onObservation?(observation: Observation): void;
  /** It was up, and ended though nobody ended it. It is started again. */
  onDeath(how: Ended): void;
  /** It is up again after that. */
  onBack?(): void;
}

/** A service may wait long for its database. */
const READY_WITHIN_MS = 40_000;
/** Who takes no requests is up when it has lived for so long. */
const LIVES_MS = 1000;
/** As a supervisor would: doubled each time, as long as it does not come up. */
const RESTART_MS = { first: 500, most: 8000 };
/** Somebody else may be listening on its port for a moment. */
const ATTEMPTS = 5;
const AGAIN_MS = 200;
const OBSERVE = new URL('./observe.ts', import.meta.url);

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export class Service {
  readonly name: string;
  /** Where it takes requests; null when it takes none. */
  readonly url: string | null;
  readonly #options: ServiceOptions;
  #child: Child | undefined;
  /** Counts its processes: what happens to one that is no longer meant to live is of no concern. */
  #life = 0;
  #stopped = false;
  #isUp = false;
  #isPaused = false;

  constructor(options: ServiceOptions) {
    this.name = options.name;
    this.url = options.port === 0 ? null : `http://127.0.0.1:${options.port}`;
    this.#options = options;
  }

  /** `down`: it has ended, or is not up yet. */
  get state(): 'up' | 'paused' | 'down' {
    if (!this.#isUp) return 'down';
    return this.#isPaused ? 'paused' : 'up';
  }

  /** Resolves when it is up. Rejects with one line when it does not come up. */
  async start(): Promise<void> {
    const { name, entry, cwd, env, port, preload = [], onLine, onObservation, onDeath } = this.#options;
    const life = ++this.#life;
    const child = new Child({
      ...{ name, script: pathToFileURL(entry), args: [], onLine },
      ...(cwd !== undefined && { cwd }),
      env: { ...process.env, ...env },
      preload: [...(onObservation ? [OBSERVE] : []), ...preload],
      onMessage: (message) => {
        const { observation } = message as { observation?: Observation };
        if (observation) onObservation?.(observation);
      },
    });
    this.#child = child;
    await comesUp(child, port);
    this.#isUp = life === this.#life;
    this.#isPaused = false;
    void child.ended.then((how) => {
      if (life === this.#life) this.#isUp = false;
      if (life !== this.#life || this.#stopped) return;
      onDeath(how);
      void this.#revive(life);
    });
  }

  pause(): void {
    this.#child?.pause();
    this.#isPaused = true;
  }

  resume(): void {
    this.#child?.resume();
    this.#isPaused = false;
  }

  /** Ends it at once, as a crash would; `restart` brings it back. */
  async crash(): Promise<void> {
    this.#life++;
    this.#isUp = false;
    this.#child?.kill();
    await this.#child?.ended;
  }

  /** Starts it again where it was. Rejects with one line when that fails. */
  async restart(): Promise<void> {
    for (let attempt = 1; !this.#stopped; attempt++) {
      try {
        return await this.start();
      } catch (error) {
        if (attempt === ATTEMPTS) throw error;
        await pause(AGAIN_MS);
      }
    }
  }

  /** Asks it to end, and kills it if it does not in time. */
  async stop(graceMs?: number): Promise<void> {
    this.#stopped = true;
    await this.#child?.stop(graceMs);
  }

  /** After the death of this life. */
  async #revive(after: number): Promise<void> {
    let life = after;
    for (let pauseMs = RESTART_MS.first; ; pauseMs = Math.min(2 * pauseMs, RESTART_MS.most)) {
      await pause(pauseMs);
      // Whoever struck it meanwhile brings it back.
      if (this.#stopped || life !== this.#life) return;
      life++;
      try {
        await this.start();
        this.#options.onBack?.();
        return;
      } catch {
        // It is tried again, after a longer pause.
      }
    }
  }
}

async function comesUp(child: Child, port: number): Promise<void> {
  const tooLate = AbortSignal.timeout(READY_WITHIN_MS);
  const over = new AbortController();
  const ended = child.ended.then((how) => {
    throw new Error(endedSentence(how));
  });
  try {
    if (port === 0) await Promise.race([ended, pause(LIVES_MS)]);
    else if (!(await Promise.race([ended, listens(port, AbortSignal.any([tooLate, over.signal]))])))
      throw new Error(
        `${child.name} does not listen on port ${port}, as its environment says, within ${READY_WITHIN_MS / 1000} s`,
      );
  } catch (error) {
    child.kill();
    throw error;
  } finally {
    ended.catch(() => {});
    over.abort();
  }
}
