/** What `fs.promises.open` gives. */
import { EventEmitter } from 'node:events';
import type fs from 'node:fs';
import readline from 'node:readline';
import { SHORT_US, settleLater } from '../offthread/later.ts';
import type { FileCalls } from './calls.ts';

type Streams = {
  createReadStream: typeof fs.createReadStream;
  createWriteStream: typeof fs.createWriteStream;
};
type Rest = never[];

export class FileHandle extends EventEmitter {
  readonly fd: number;
  readonly #calls: FileCalls;
  readonly #streams: Streams;
  #closed = false;

  constructor(fd: number, calls: FileCalls, streams: Streams) {
    super();
    this.fd = fd;
    this.#calls = calls;
    this.#streams = streams;
  }

  #does<T>(name: string, work: () => T): Promise<T> {
    return settleLater('fs', name, SHORT_US, work);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#does('close', () => this.#calls.closeSync(this.fd));
    this.emit('close');
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  read(first?: unknown, ...rest: unknown[]): Promise<{ bytesRead: number; buffer: NodeJS.ArrayBufferView }> {
    const given = ArrayBuffer.isView(first)
      ? undefined
      : ((first ?? {}) as { buffer?: NodeJS.ArrayBufferView });
    const buffer = given ? (given.buffer ?? Buffer.alloc(16_384)) : (first as NodeJS.ArrayBufferView);
    const where = given ? [given] : rest;
    return this.#does('read', () => ({ bytesRead: this.#calls.readSync(this.fd, buffer, ...where), buffer }));
  }

  write(buffer: string | NodeJS.ArrayBufferView, ...rest: unknown[]): Promise<object> {
    return this.#does('write', () => ({
      bytesWritten: this.#calls.writeSync(this.fd, buffer, ...rest),
      buffer,
    }));
  }

  readv(buffers: NodeJS.ArrayBufferView[], position?: number): Promise<object> {
    return this.#does('readv', () => ({
      bytesRead: this.#calls.readvSync(this.fd, buffers, position),
      buffers,
    }));
  }

  writev(buffers: NodeJS.ArrayBufferView[], position?: number): Promise<object> {
    return this.#does('writev', () => ({
      bytesWritten: this.#calls.writevSync(this.fd, buffers, position),
      buffers,
    }));
  }

  readFile(...rest: Rest): Promise<string | Buffer> {
    return this.#does('readFile', () => this.#calls.readFileSync(this.fd, ...rest));
  }

  writeFile(data: string, ...rest: Rest): Promise<void> {
    return this.#does('writeFile', () => this.#calls.writeFileSync(this.fd, data, ...rest));
  }

  appendFile(data: string, ...rest: Rest): Promise<void> {
    return this.writeFile(data, ...rest);
  }

  stat(...rest: Rest): Promise<fs.Stats> {
    return this.#does('fstat', () => this.#calls.fstatSync(this.fd, ...rest));
  }

  sync(): Promise<void> {
    return this.#does('fsync', () => this.#calls.fsyncSync(this.fd));
  }

  datasync(): Promise<void> {
    return this.sync();
  }

  truncate(length?: number): Promise<void> {
    return this.#does('ftruncate', () => this.#calls.ftruncateSync(this.fd, length));
  }

  chmod(mode: number): Promise<void> {
    return this.#does('fchmod', () => this.#calls.fchmodSync(this.fd, mode));
  }

  utimes(accessed: number, changed: number): Promise<void> {
    return this.#does('futimes', () => this.#calls.futimesSync(this.fd, accessed, changed));
  }

  createReadStream(options: object = {}): fs.ReadStream {
    return this.#streams.createReadStream('', { ...options, fd: this.fd });
  }

  createWriteStream(options: object = {}): fs.WriteStream {
    return this.#streams.createWriteStream('', { ...options, fd: this.fd });
  }

  readLines(options: object = {}): readline.Interface {
    return readline.createInterface({
      input: this.createReadStream(options),
      crlfDelay: Number.POSITIVE_INFINITY,
    });
  }
}
