/** What `fs.promises.open` gives. */
import { EventEmitter } from 'node:events';
import readline from 'node:readline';
import { SHORT_US, settleLater } from '../offthread/later.js';
export class FileHandle extends EventEmitter {
    fd;
    #calls;
    #streams;
    #closed = false;
    constructor(fd, calls, streams) {
        super();
        this.fd = fd;
        this.#calls = calls;
        this.#streams = streams;
    }
    #does(name, work) {
        return settleLater('fs', name, SHORT_US, work);
    }
    async close() {
        if (this.#closed)
            return;
        this.#closed = true;
        await this.#does('close', () => this.#calls.closeSync(this.fd));
        this.emit('close');
    }
    [Symbol.asyncDispose]() {
        return this.close();
    }
    read(first, ...rest) {
        const given = ArrayBuffer.isView(first)
            ? undefined
            : (first ?? {});
        const buffer = given ? (given.buffer ?? Buffer.alloc(16_384)) : first;
        const where = given ? [given] : rest;
        return this.#does('read', () => ({ bytesRead: this.#calls.readSync(this.fd, buffer, ...where), buffer }));
    }
    write(buffer, ...rest) {
        return this.#does('write', () => ({
            bytesWritten: this.#calls.writeSync(this.fd, buffer, ...rest),
            buffer,
        }));
    }
    readv(buffers, position) {
        return this.#does('readv', () => ({
            bytesRead: this.#calls.readvSync(this.fd, buffers, position),
            buffers,
        }));
    }
    writev(buffers, position) {
        return this.#does('writev', () => ({
            bytesWritten: this.#calls.writevSync(this.fd, buffers, position),
            buffers,
        }));
    }
    readFile(...rest) {
        return this.#does('readFile', () => this.#calls.readFileSync(this.fd, ...rest));
    }
    writeFile(data, ...rest) {
        return this.#does('writeFile', () => this.#calls.writeFileSync(this.fd, data, ...rest));
    }
    appendFile(data, ...rest) {
        return this.writeFile(data, ...rest);
    }
    stat(...rest) {
        return this.#does('fstat', () => this.#calls.fstatSync(this.fd, ...rest));
    }
    sync() {
        return this.#does('fsync', () => this.#calls.fsyncSync(this.fd));
    }
    datasync() {
        return this.sync();
    }
    truncate(length) {
        return this.#does('ftruncate', () => this.#calls.ftruncateSync(this.fd, length));
    }
    chmod(mode) {
        return this.#does('fchmod', () => this.#calls.fchmodSync(this.fd, mode));
    }
    utimes(accessed, changed) {
        return this.#does('futimes', () => this.#calls.futimesSync(this.fd, accessed, changed));
    }
    createReadStream(options = {}) {
        return this.#streams.createReadStream('', { ...options, fd: this.fd });
    }
    createWriteStream(options = {}) {
        return this.#streams.createWriteStream('', { ...options, fd: this.fd });
    }
    readLines(options = {}) {
        return readline.createInterface({
            input: this.createReadStream(options),
            crlfDelay: Number.POSITIVE_INFINITY,
        });
    }
}
