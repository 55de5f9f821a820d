/** Rest, where a scenario does not say what it is: nothing has been written for a while. */
import type { Rest } from './scenario.ts';

export const STILL_MS = 5000;

export class StillRest implements Rest {
  readonly #nowMs: () => number;
  #lastMs = 0;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  onChange(): void {
    this.#lastMs = this.#nowMs();
  }

  get isAtRest(): boolean {
    return this.#nowMs() - this.#lastMs >= STILL_MS;
  }

  open(): string[] {
    return this.isAtRest ? [] : [`something was written ${Math.round(this.#nowMs() - this.#lastMs)} ms ago`];
  }
}
