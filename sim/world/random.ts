/** Labelled random streams: a draw more in one place never moves a draw in another. */
import seedrandom from 'seedrandom';

/** Draws a number in [0, 1). */
export type Random = () => number;

export class Streams {
  readonly #seed: string;
  readonly #streams = new Map<string, Random>();

  constructor(seed: string) {
    this.#seed = seed;
  }

  /** The one stream of this label: the same object at each call, so draws go on where they stopped. */
  get(label: string): Random {
    let stream = this.#streams.get(label);
    if (!stream) {
      const prng = seedrandom.alea(`${this.#seed}/${label}`);
      stream = () => prng();
      this.#streams.set(label, stream);
    }
    return stream;
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
