/** A file that grows by lines while a seed runs. */
import { closeSync, openSync, writeSync } from 'node:fs';

export class LineFile {
  readonly #path: string;
  readonly #fd: number;
  #error: Error | undefined;

  /** Throws when the file cannot be opened. */
  constructor(path: string) {
    this.#path = path;
    this.#fd = openSync(path, 'w');
  }

  /** Throws nothing: who writes is in the midst of an event. */
  write(line: string): void {
    if (this.#error) return;
    try {
      writeSync(this.#fd, line);
    } catch (error) {
      this.#error = error as Error;
    }
  }

  /** Throws when not all of it could be written. */
  close(): void {
    closeSync(this.#fd);
    if (this.#error) throw new Error(`${this.#error.message} '${this.#path}'`);
  }
}
