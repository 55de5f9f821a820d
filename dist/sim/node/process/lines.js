/** A process's standard output or error: whole lines, as whoever collects its logs gets them. */
import { Writable } from 'node:stream';
import { runtime } from '../../world/runtime.js';
export class LineStream extends Writable {
    fd;
    isTTY = undefined;
    #onLine;
    #rest = '';
    constructor(fd, onLine) {
        super({ decodeStrings: false });
        this.fd = fd;
        this.#onLine = onLine;
    }
    /** Written at once, as to a file or a pipe on Linux. */
    put(chunk) {
        // A dead process says nothing more.
        if (runtime.ghost)
            return;
        const lines = (this.#rest + (typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString())).split('\n');
        this.#rest = lines.pop();
        for (const line of lines)
            this.#onLine(line);
    }
    /** What was written without an end of line, when there will be no more. */
    flush() {
        if (this.#rest !== '')
            this.#onLine(this.#rest);
        this.#rest = '';
    }
    _write(chunk, _encoding, done) {
        this.put(chunk);
        done();
    }
    _writev(chunks, done) {
        for (const { chunk } of chunks)
            this.put(chunk);
        done();
    }
}
