/**
 * The streams of events, folded by the judge's own rule.
 *
 * The services have a fold of their own. It is not used here, on purpose: were its sign wrong, a judge that
 * borrowed it would be wrong in the same way and see nothing.
 */
import type { Document } from 'bson';
import type { Change } from '../../../groundhog/index.ts';
import { isIn, product } from './shop.ts';

/** What cannot be understood (an unknown type, a quantity that is no whole number) keeps its version and moves nothing. */
export function isPoison({ type, qty }: Document): boolean {
  if (!Number.isSafeInteger(qty) || qty < 0) return true;
  return type !== 'restocked' && type !== 'released' && type !== 'reserved';
}

/** Units that one event adds to (or takes from) the stock. */
export function unitsOf(event: Document): number {
  if (isPoison(event)) return 0;
  return event.type === 'reserved' ? -event.qty : event.qty;
}

export class Stream {
  /** The highest version so far; 0 for a stream without events. */
  version = 0;
  stock = 0;
  restocked = 0;
  readonly #stockAt = new Map<number, number>([[0, 0]]);

  append(event: Document): void {
    this.stock += unitsOf(event);
    if (event.type === 'restocked') this.restocked += unitsOf(event);
    this.version = Math.max(this.version, Number(event.version));
    this.#stockAt.set(Number(event.version), this.stock);
  }

  /** Stock after the event of this version; undefined when no such event was committed. */
  stockAt(version: number): number | undefined {
    return this.#stockAt.get(version);
  }
}

/** All streams by product. Each checker that needs them keeps its own: it is O(1) for each event. */
export class Streams {
  readonly byProduct = new Map<string, Stream>();

  /** What is held of a product; undefined: nothing. */
  state(subject: string): { version: number; stock: number } | undefined {
    const [, stream] = [...this.byProduct].find(([id]) => product(id) === subject) ?? [];
    return stream && { version: stream.version, stock: stream.stock };
  }

  /** Folds a change if it is a new event, and returns its stream. */
  onChange(change: Change): Stream | undefined {
    if (change.op !== 'insert' || !change.after || !isIn(change, 'events')) return undefined;
    const id = String(change.after.stream_id);
    let stream = this.byProduct.get(id);
    if (!stream) {
      stream = new Stream();
      this.byProduct.set(id, stream);
    }
    stream.append(change.after);
    return stream;
  }
}
