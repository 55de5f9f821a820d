/** A live line on a terminal: how far, how fast, how long still. Silent where nobody watches. */
import type { RunResult } from '../run.ts';

const REDRAW_MS = 200;

export class Progress {
  readonly #total: number;
  readonly #out = process.stderr;
  readonly #startMs = performance.now();
  #drawnMs = 0;
  #done = 0;
  #failed = 0;
  #virtualMs = 0;

  constructor(total: number) {
    this.#total = total;
  }

  get elapsedMs(): number {
    return performance.now() - this.#startMs;
  }

  add(result: RunResult): void {
    this.#done++;
    this.#virtualMs += result.virtualMs;
    if (result.verdict !== 'passed') this.#failed++;
    const nowMs = performance.now();
    if (!this.#out.isTTY || this.#total === 1 || nowMs - this.#drawnMs < REDRAW_MS) return;
    this.#drawnMs = nowMs;
    this.#out.write(`\r\x1b[K${this.#line()}`);
  }

  clear(): void {
    if (this.#out.isTTY && this.#total > 1) this.#out.write('\r\x1b[K');
  }

  #line(): string {
    const perSecond = this.#done / (this.elapsedMs / 1000);
    const leftS = (this.#total - this.#done) / perSecond;
    const virtual = `${(this.#virtualMs / 3_600_000).toFixed(1)} h virtual`;
    const left = leftS > 90 ? `${Math.round(leftS / 60)} min` : `${Math.round(leftS)} s`;
    return `${this.#done}/${this.#total} seeds, ${perSecond.toFixed(1)}/s, ${virtual}, ${this.#failed} failed, ${left} left`;
  }
}
