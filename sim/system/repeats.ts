/**
 * Sees that a process sends the same request again and again without a pause.
 *
 * Waiting longer from try to try is what a client owes a service that cannot do what it asks (AWS Builders' Library,
 * "Timeouts, retries, and backoff with jitter"); one that does not is a load of its own, and in the simulator without an end.
 */

const WINDOW_US = 1_000_000;
/** What writes names what it is about, so that many alike are one thing tried again. */
export const MOST_REPEATS = 60;
/** From here on it is worth reading what it sends to the database. */
const BUSY = 80;

export class Repeats {
  #sinceUs = Number.NEGATIVE_INFINITY;
  readonly #times = new Map<string, number>();

  /** Told of each request as it is, with who sent it: whether it is one too many. */
  isTooOften(nowUs: number, from: string, request: string): boolean {
    return this.#count(nowUs, `${from} ${request}`) > MOST_REPEATS;
  }

  /** Told of each message that is not read yet: whether it should be. */
  isBusy(nowUs: number, from: string): boolean {
    return this.#count(nowUs, from) > BUSY;
  }

  #count(nowUs: number, key: string): number {
    if (nowUs - this.#sinceUs >= WINDOW_US) {
      this.#sinceUs = nowUs;
      this.#times.clear();
    }
    const times = (this.#times.get(key) ?? 0) + 1;
    this.#times.set(key, times);
    return times;
  }
}
