/** Labelled random streams: a draw more in one place never moves a draw in another. */
import seedrandom from 'seedrandom';
export class Streams {
    #seed;
    #streams = new Map();
    constructor(seed) {
        this.#seed = seed;
    }
    /** The one stream of this label: the same object at each call, so draws go on where they stopped. */
    get(label) {
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
export function integerIn(random, min, max) {
    return min + Math.floor(random() * (max - min + 1));
}
/** Fills bytes from a stream. */
export function fillBytes(random, bytes) {
    for (let i = 0; i < bytes.length; i++)
        bytes[i] = Math.floor(random() * 256);
}
