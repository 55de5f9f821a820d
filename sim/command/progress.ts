/** How a campaign goes: a live line on a terminal, and where there is none a plain one every few seconds. */
import { duration, plural } from '../../harness/words.ts';
import type { Tally } from './tally.ts';

const REDRAW_MS = 200;
const PLAIN_EVERY_MS = 5000;

export class Progress {
  readonly #tally: Tally;
  readonly #total: number;
  readonly #asked: number | undefined;
  readonly #earlier: number;
  readonly #timeMs: number | undefined;
  readonly #out = process.stderr;
  readonly #startMs = performance.now();
  #shownMs = performance.now();

  /**
   * `total` seeds are to run, unless `timeMs` is over before; nobody may have asked for that many. What the tally holds
   * already was run earlier.
   */
  constructor(tally: Tally, total: number, asked: number | undefined, timeMs: number | undefined) {
    this.#tally = tally;
    this.#total = total;
    this.#asked = asked;
    this.#earlier = tally.seeds;
    this.#timeMs = timeMs;
  }

  get elapsedMs(): number {
    return performance.now() - this.#startMs;
  }

  /** Seeds that ran since this process began. */
  get ran(): number {
    return this.#tally.seeds - this.#earlier;
  }

  show(): void {
    if (this.#total > 1) this.note(this.line());
  }

  /** How something else goes that is under way. */
  note(line: string): void {
    const nowMs = performance.now();
    const isTerminal = this.#out.isTTY === true;
    if (nowMs - this.#shownMs < (isTerminal ? REDRAW_MS : PLAIN_EVERY_MS)) return;
    this.#shownMs = nowMs;
    this.#out.write(isTerminal ? `\r\x1b[K${line}` : `${line}\n`);
  }

  say(line: string): void {
    this.clear();
    this.#out.write(`${line}\n`);
  }

  clear(): void {
    if (this.#out.isTTY) this.#out.write('\r\x1b[K');
  }

  line(): string {
    const { seeds, virtualMs, failed, histories, reachedCount } = this.#tally;
    const perSecond = this.ran / (this.elapsedMs / 1000);
    return [
      this.#asked === undefined ? plural(seeds, 'seed') : `${seeds}/${plural(this.#asked, 'seed')}`,
      `${perSecond.toFixed(1)}/s`,
      `${duration(virtualMs)} virtual`,
      `${failed} failed`,
      plural(histories.size, 'history', 'histories'),
      ...(this.#tally.sometimes.length === 0
        ? []
        : [`sometimes ${reachedCount}/${this.#tally.sometimes.length}`]),
      `${left(this.#leftMs(perSecond))} left`,
    ].join(', ');
  }

  #leftMs(perSecond: number): number {
    const seedsLeftMs = (1000 * (this.#total - this.#tally.seeds)) / perSecond;
    return Math.min(seedsLeftMs, (this.#timeMs ?? Number.POSITIVE_INFINITY) - this.elapsedMs);
  }
}

/** Whole seconds: no one knows it better. */
const left = (ms: number): string =>
  Number.isFinite(ms) ? duration(Math.max(0, Math.round(ms / 1000)) * 1000) : '?';
