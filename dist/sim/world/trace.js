/** The trace: one line per event, chained into a hash, and handed on to whoever asked to see it. */
import { createHash } from 'node:crypto';
/** Lines are hashed in blocks of this many characters: one call per block instead of one per event. */
const BLOCK_CHARS = 32_768;
export class Trace {
    #hash = createHash('sha256');
    #sink;
    #pending = '';
    /** Events so far. */
    count = 0;
    constructor(sink) {
        this.#sink = sink;
    }
    add(timeUs, host, kind, detail) {
        this.count++;
        this.#pending += `${timeUs} ${host} ${kind} ${detail}\n`;
        if (this.#pending.length > BLOCK_CHARS) {
            this.#hash.update(this.#pending);
            this.#pending = '';
        }
        this.#sink?.({ seq: this.count, timeUs, host, kind, detail });
    }
    /** Ends the trace: 16 hex digits over all events. */
    digest() {
        return this.#hash.update(this.#pending).digest('hex').slice(0, 16);
    }
}
