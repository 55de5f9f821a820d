/** How something goes: a live line on a terminal, and where there is none a plain one every few seconds. */
const REDRAW_MS = 200;
const PLAIN_EVERY_MS = 5000;

export class LiveLine {
  readonly #out = process.stderr;
  #shownMs = performance.now();

  note(line: string): void {
    const nowMs = performance.now();
    const isTerminal = this.#out.isTTY === true;
    if (nowMs - this.#shownMs < (isTerminal ? REDRAW_MS : PLAIN_EVERY_MS)) return;
    this.#shownMs = nowMs;
    this.#out.write(isTerminal ? `\r\x1b[K${line}` : `${line}\n`);
  }

  /** A line of its own. */
  say(line: string): void {
    this.clear();
    this.#out.write(`${line}\n`);
  }

  clear(): void {
    if (this.#out.isTTY) this.#out.write('\r\x1b[K');
  }
}
