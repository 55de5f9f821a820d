/** A line for each bug once it is hunted down, and on a terminal a live one below: how far, how fast. */
import { plural } from '../../harness/words.js';
const REDRAW_MS = 200;
export class Progress {
    #hunts;
    #out = process.stderr;
    #startMs = performance.now();
    #drawnMs = 0;
    #seeds = 0;
    #done = 0;
    #last = '';
    constructor(hunts) {
        this.#hunts = hunts;
    }
    seed() {
        this.#seeds++;
        this.#draw();
    }
    hunt(name) {
        this.#done++;
        this.#last = name;
        this.#draw();
    }
    bug({ bug, hunts }) {
        const seeds = (swarm) => hunts.filter((h) => h.swarm === swarm).map((h) => h.seeds ?? 'not found');
        const without = seeds(false);
        const rest = without.length > 0 ? `; without swarm ${without.join(', ')}` : '';
        const found = seeds(true);
        const unit = found.length === 1 && found[0] === 1 ? 'seed' : 'seeds';
        this.say(`${bug.name}: after ${found.join(', ')} ${unit}${rest}`);
    }
    say(line) {
        this.clear();
        this.#out.write(`${line}\n`);
    }
    clear() {
        if (this.#out.isTTY)
            this.#out.write('\r\x1b[K');
    }
    #draw() {
        const nowMs = performance.now();
        if (!this.#out.isTTY || nowMs - this.#drawnMs < REDRAW_MS)
            return;
        this.#drawnMs = nowMs;
        const perSecond = this.#seeds / ((nowMs - this.#startMs) / 1000);
        const last = this.#last ? `, last ${this.#last}` : '';
        this.#out.write(`\r\x1b[K${this.#done}/${plural(this.#hunts, 'hunt')}, ${plural(this.#seeds, 'seed')}, ${perSecond.toFixed(1)}/s${last}`);
    }
}
