/** A file that grows by lines while a seed runs. */
import { closeSync, openSync, writeSync } from 'node:fs';
export class LineFile {
    #path;
    #fd;
    #error;
    /** Throws when the file cannot be opened. */
    constructor(path) {
        this.#path = path;
        this.#fd = openSync(path, 'w');
    }
    /** Throws nothing: who writes is in the midst of an event. */
    write(line) {
        if (this.#error)
            return;
        try {
            writeSync(this.#fd, line);
        }
        catch (error) {
            this.#error = error;
        }
    }
    /** Throws when not all of it could be written. */
    close() {
        closeSync(this.#fd);
        if (this.#error)
            throw new Error(`${this.#error.message} '${this.#path}'`);
    }
}
