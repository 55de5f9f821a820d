/**
 * Logs what may happen thousands of times a second: one line for each kind and second, with how often it happened
 * since the last line and the first example. Kinds are few and named in the code, never by who calls.
 */
import type { Logger } from 'pino';

type Level = 'info' | 'warn' | 'error';

interface Tally {
  level: Level;
  count: number;
  first: object;
  timer: NodeJS.Timeout;
}

const EVERY_MS = 1000;

export class SparingLog {
  readonly #log: Logger;
  readonly #tallies = new Map<string, Tally>();

  constructor(log: Logger) {
    this.#log = log;
  }

  /** The first of its kind is logged at once; those of the second that follows make one line. */
  say(level: Level, kind: string, example: object): void {
    const tally = this.#tallies.get(kind);
    if (!tally) {
      this.#write(level, kind, 1, example);
      this.#tallies.set(kind, { level, count: 0, first: {}, timer: this.#tellLater(kind) });
      return;
    }
    if (tally.count === 0) tally.first = example;
    tally.count++;
  }

  /** Says what is not said yet, and forgets it. */
  flush(): void {
    for (const [kind, { level, count, first, timer }] of this.#tallies) {
      clearTimeout(timer);
      if (count > 0) this.#write(level, kind, count, first);
    }
    this.#tallies.clear();
  }

  #tellLater(kind: string): NodeJS.Timeout {
    const timer = setTimeout(() => {
      const tally = this.#tallies.get(kind)!;
      if (tally.count === 0) {
        this.#tallies.delete(kind);
        return;
      }
      this.#write(tally.level, kind, tally.count, tally.first);
      this.#tallies.set(kind, { level: tally.level, count: 0, first: {}, timer: this.#tellLater(kind) });
    }, EVERY_MS);
    // Nobody waits for a line of the log to end a process.
    timer.unref();
    return timer;
  }

  #write(level: Level, kind: string, count: number, example: object): void {
    this.#log[level]({ ...example, count }, kind);
  }
}
