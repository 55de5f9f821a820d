/** How a run goes, on one line of a terminal, or one line every few seconds where there is none. */
import type { Progress, RunOptions } from '../run/index.ts';

const PLAIN_EVERY_MS = 5000;

export class ProgressLine {
  readonly #options: RunOptions;
  /** What the rate counts. */
  readonly #of: string;
  readonly #terminal = process.stderr.isTTY === true;
  #shownMs = 0;

  constructor(options: RunOptions, of: string) {
    this.#options = options;
    this.#of = of;
  }

  /** A line of its own. */
  say(line: string): void {
    this.end();
    console.error(line);
  }

  show(now: Progress): void {
    if (this.#terminal) {
      process.stderr.write(`\r\x1b[K${this.#text(now)}`);
      return;
    }
    const nowMs = performance.now();
    if (nowMs - this.#shownMs < PLAIN_EVERY_MS) return;
    this.#shownMs = nowMs;
    console.error(this.#text(now));
  }

  end(): void {
    if (this.#terminal) process.stderr.write('\r\x1b[K');
  }

  #text({ phase, atMs, ratePerS, ended, failed, violations, open }: Progress): string {
    const { durationMs, warmupMs } = this.#options;
    const parts: string[] = [phase];
    if (phase === 'finding a rate' && ratePerS !== null)
      parts.push(`${ratePerS.toFixed(0)} ${this.#of}/s are borne so far`);
    if (ratePerS !== null && (phase === 'warming up' || phase === 'driving'))
      parts.push(`${ratePerS} ${this.#of}/s`);
    if (phase === 'warming up')
      parts.push(`${Math.ceil(Math.min(warmupMs, Math.max(0, -atMs)) / 1000)} s left`);
    if (phase === 'waiting') parts.push('for what is in flight');
    if (phase === 'driving') parts.push(`${Math.floor(atMs / 1000)} of ${durationMs / 1000} s`);
    if (phase !== 'starting') parts.push(`${ended} requests`, `${failed} failed`);
    if (phase !== 'starting' && open) parts.push(`${open.count} ${open.what} open`);
    parts.push(violations === 0 ? 'no violation' : `${violations} VIOLATIONS`);
    return parts.join(' · ');
  }
}
