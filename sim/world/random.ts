/** Labelled random streams: a draw more in one place never moves a draw in another. */
import seedrandom from 'seedrandom';

/** Draws a number in [0, 1). */
export type Random = () => number;

export class Streams {
  #seed: string;
  readonly #streams = new Map<string, { draw: Random; stream: Random }>();

  constructor(seed: string) {
    this.#seed = seed;
  }

  /** The one stream of this label: the same object at each call, so draws go on where they stopped. */
  get(label: string): Random {
    let found = this.#streams.get(label);
    if (!found) {
      const made = { draw: this.#begin(label), stream: () => made.draw() };
      found = made;
      this.#streams.set(label, found);
    }
    return found.stream;
  }

  /** From now on all streams go another way: the same past, another future. */
  resalt(salt: string): void {
    this.#seed = `${this.#seed}/${salt}`;
    for (const [label, stream] of this.#streams) stream.draw = this.#begin(label);
  }

  #begin(label: string): Random {
    return seedrandom.alea(`${this.#seed}/${label}`);
  }
}

/** An integer in [min, max], both included. */
export function integerIn(random: Random, min: number, max: number): number {
  return min + Math.floor(random() * (max - min + 1));
}

/** Fills bytes from a stream. */
export function fillBytes(random: Random, bytes: Uint8Array): void {
  for (let i = 0; i < bytes.length; i++) bytes[i] = Math.floor(random() * 256);
}
