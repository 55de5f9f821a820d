/**
 * Sees that a process goes in circles: nothing that has any work to do is as busy as that for a second of virtual time.
 *
 * Code takes no virtual time. A loop that waits for nothing but the network, or for nothing at all, would go on for
 * millions of events before anything else ends the run.
 */

const WINDOW_US = 1_000_000;
/** A whole run of a hundred orders has fewer, of all hosts together, most of them within some seconds. */
const MOST_EVENTS = 30_000;
/** From here on it is kept what they are, for whoever is told of it. */
const SUSPECT_EVENTS = 25_000;

export class Pace {
  #sinceUs = Number.NEGATIVE_INFINITY;
  #events = 0;
  readonly #kinds = new Map<string, number>();

  /** Told of each event: whether it is one too many. */
  isTooFast(nowUs: number, kind: string, detail: string): boolean {
    if (nowUs - this.#sinceUs >= WINDOW_US) {
      this.#sinceUs = nowUs;
      this.#events = 0;
      this.#kinds.clear();
    }
    if (++this.#events < SUSPECT_EVENTS) return false;
    const what = `${kind} ${detail}`.replace(/\d+/g, '#').trim();
    this.#kinds.set(what, (this.#kinds.get(what) ?? 0) + 1);
    return this.#events >= MOST_EVENTS;
  }

  /** What it does most, in a few words of the trace. */
  toString(): string {
    const most = [...this.#kinds].sort(([, a], [, b]) => b - a).slice(0, 3);
    return most.map(([what]) => what).join(', ');
  }
}
