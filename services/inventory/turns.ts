/** One at a time per key, in order of arrival. Within an instance this spares collisions; it guards nothing. */
import { HttpError } from '../common/http-error.ts';

export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();
  readonly #maxWaitMs: number;

  /** Whoever had to wait longer than `maxWaitMs` is turned away with a 503: by then its caller has given up. */
  constructor(maxWaitMs: number) {
    this.#maxWaitMs = maxWaitMs;
  }

  take<T>(key: string, work: () => Promise<T>): Promise<T> {
    const arrivedMs = performance.now();
    const turn = async () => {
      if (performance.now() - arrivedMs > this.#maxWaitMs) {
        throw new HttpError(503, 'busy', 'too many requests for this product', 'product_id');
      }
      return work();
    };
    const before = this.#last.get(key) ?? Promise.resolve();
    const mine = before.then(turn, turn);
    this.#last.set(key, mine);
    const leave = () => {
      if (this.#last.get(key) === mine) this.#last.delete(key);
    };
    mine.then(leave, leave);
    return mine;
  }
}
