const STILL_MS = 5000;
export class StillRest {
    #nowMs;
    #lastMs = 0;
    constructor(nowMs) {
        this.#nowMs = nowMs;
    }
    onChange() {
        this.#lastMs = this.#nowMs();
    }
    get isAtRest() {
        return this.#nowMs() - this.#lastMs >= STILL_MS;
    }
    open() {
        return this.isAtRest ? [] : [`something was written ${Math.round(this.#nowMs() - this.#lastMs)} ms ago`];
    }
}
