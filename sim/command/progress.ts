/** How a campaign goes. */
import { duration, plural } from '../../harness/words.ts';
import { LiveLine } from './live-line.ts';
import type { Tally } from './tally.ts';

export class Progress extends LiveLine {
  readonly #tally: Tally;
  readonly #total: number;
  readonly #asked: number | undefined;
  readonly #earlier: number;
  readonly #timeMs: number | undefined;
  readonly #startMs = performance.now();

  /**
   * `total` seeds are to run, unless `timeMs` is over before; nobody may have asked for that many. What the tally holds
   * already was run earlier.
   */
  constructor(tally: Tally, total: number, asked: number | undefined, timeMs: number | undefined) {
    super();
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
