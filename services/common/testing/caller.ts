/** A client for tests that says exactly the bytes it is told, and hears what comes back. */
import { once } from 'node:events';
import net from 'node:net';

export interface Heard {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

export class Caller {
  readonly socket: net.Socket;
  readonly closed: Promise<unknown>;
  /** One character for each byte, as lengths count them. */
  #text = '';
  #isOver = false;
  readonly #waiting = new Set<() => void>();

  constructor(url: string) {
    this.socket = net.connect(Number(new URL(url).port), '127.0.0.1');
    this.socket.setEncoding('latin1').on('data', (text: string) => {
      this.#text += text;
      for (const wake of this.#waiting) wake();
    });
    // A reset is one way of being told to go.
    this.socket.on('error', () => {});
    this.closed = once(this.socket, 'close').then(() => {
      this.#isOver = true;
      for (const wake of this.#waiting) wake();
    });
  }

  say(text: string | Buffer): this {
    this.socket.write(text);
    return this;
  }

  /** The next answer, or undefined when the connection ended without one. */
  async hear(): Promise<Heard | undefined> {
    for (;;) {
      const heard = this.#take();
      if (heard || this.#isOver) return heard;
      await new Promise<void>((resolve) => {
        const wake = () => {
          this.#waiting.delete(wake);
          resolve();
        };
        this.#waiting.add(wake);
      });
    }
  }

  /** What came after all that was heard. */
  get rest(): string {
    return this.#text;
  }

  #take(): Heard | undefined {
    const [head, ...more] = this.#text.split('\r\n\r\n');
    if (more.length === 0) return undefined;
    const [first, ...lines] = head!.split('\r\n');
    const headers = Object.fromEntries(
      lines.map((line) => [line.split(': ')[0]!.toLowerCase(), line.slice(line.indexOf(': ') + 2)]),
    );
    const after = more.join('\r\n\r\n');
    const length = Number(headers['content-length'] ?? 0);
    if (after.length < length) return undefined;
    this.#text = after.slice(length);
    const status = Number(first!.split(' ')[1]);
    if (status === 100) return this.#take();
    const body = Buffer.from(after.slice(0, length), 'latin1').toString();
    return { status, headers, body: body === '' ? undefined : JSON.parse(body) };
  }
}
