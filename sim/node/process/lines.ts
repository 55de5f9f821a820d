/** A process's standard output or error: whole lines, as whoever collects its logs gets them. */
import { Writable } from 'node:stream';
import { runtime } from '../../world/runtime.ts';

export class LineStream extends Writable {
  readonly fd: number;
  readonly isTTY = undefined;
  readonly #onLine: (line: string) => void;
  #rest = '';

  constructor(fd: number, onLine: (line: string) => void) {
    super({ decodeStrings: false });
    this.fd = fd;
    this.#onLine = onLine;
  }

  /** Written at once, as to a file or a pipe on Linux. */
  put(chunk: string | Uint8Array): void {
    // A dead process says nothing more.
    if (runtime.ghost) return;
    const lines = (this.#rest + (typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString())).split(
      '\n',
    );
    this.#rest = lines.pop()!;
    for (const line of lines) this.#onLine(line);
  }

  /** What was written without an end of line, when there will be no more. */
  flush(): void {
    if (this.#rest !== '') this.#onLine(this.#rest);
    this.#rest = '';
  }

  override _write(chunk: string | Uint8Array, _encoding: BufferEncoding, done: () => void): void {
    this.put(chunk);
    done();
  }

  override _writev(chunks: { chunk: string | Uint8Array }[], done: () => void): void {
    for (const { chunk } of chunks) this.put(chunk);
    done();
  }
}
