/** How a campaign goes: a live line on a terminal, and where there is none a plain one every few seconds. */
import { duration, plural } from '../../harness/words.js';
const REDRAW_MS = 200;
const PLAIN_EVERY_MS = 5000;
export class Progress {
    #tally;
    #total;
    #asked;
    #earlier;
    #timeMs;
    #out = process.stderr;
    #startMs = performance.now();
    #shownMs = performance.now();
    /**
     * `total` seeds are to run, unless `timeMs` is over before; nobody may have asked for that many. What the tally holds
     * already was run earlier.
     */
    constructor(tally, total, asked, timeMs) {
        this.#tally = tally;
        this.#total = total;
        this.#asked = asked;
        this.#earlier = tally.seeds;
        this.#timeMs = timeMs;
    }
    get elapsedMs() {
        return performance.now() - this.#startMs;
    }
    /** Seeds that ran since this process began. */
    get ran() {
        return this.#tally.seeds - this.#earlier;
    }
    show() {
        if (this.#total === 1)
            return;
        const nowMs = performance.now();
        const isTerminal = this.#out.isTTY === true;
        if (nowMs - this.#shownMs < (isTerminal ? REDRAW_MS : PLAIN_EVERY_MS))
            return;
        this.#shownMs = nowMs;
        this.#out.write(isTerminal ? `\r\x1b[K${this.line()}` : `${this.line()}\n`);
    }
    say(line) {
        this.clear();
        this.#out.write(`${line}\n`);
    }
    clear() {
        if (this.#out.isTTY && this.#total > 1)
            this.#out.write('\r\x1b[K');
    }
    line() {
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
    #leftMs(perSecond) {
        const seedsLeftMs = (1000 * (this.#total - this.#tally.seeds)) / perSecond;
        return Math.min(seedsLeftMs, (this.#timeMs ?? Number.POSITIVE_INFINITY) - this.elapsedMs);
    }
}
/** Whole seconds: no one knows it better. */
const left = (ms) => Number.isFinite(ms) ? duration(Math.max(0, Math.round(ms / 1000)) * 1000) : '?';
