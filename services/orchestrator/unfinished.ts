/** Unfinished sagas as one instance sees them. All times are its own: no clock of one host is compared with another's. */
import type { Trace } from './sagas.ts';

export class Unfinished {
  /** The last change seen of each that was asked about, and since when. */
  readonly #seen = new Map<string, { rev: number; sinceMs: number }>();
  /** Since when this instance knows of each, the oldest first. */
  readonly #knownSince = new Map<string, number>();

  /** These are all there are. */
  look(traces: readonly Trace[]): void {
    const listed = new Set(traces.map((trace) => trace._id));
    for (const id of this.#seen.keys()) if (!listed.has(id)) this.#seen.delete(id);
    for (const id of this.#knownSince.keys()) if (!listed.has(id)) this.#knownSince.delete(id);
    for (const id of listed) if (!this.#knownSince.has(id)) this.#knownSince.set(id, performance.now());
  }

  /** For how long it did not change; null: it did since it was asked about, or never was. */
  unchangedMs({ _id, rev }: Trace): number | null {
    const nowMs = performance.now();
    const seen = this.#seen.get(_id);
    if (seen?.rev === rev) return nowMs - seen.sinceMs;
    this.#seen.set(_id, { rev, sinceMs: nowMs });
    return null;
  }

  /** From now on it counts as just changed. */
  forgive({ _id }: Trace): void {
    this.#seen.delete(_id);
  }

  /** How many, whoever drives them, and for how long this instance knows the oldest. */
  get told(): { sagas: number; oldestMs: number } {
    const nowMs = performance.now();
    const [firstMs = nowMs] = this.#knownSince.values();
    return { sagas: this.#knownSince.size, oldestMs: nowMs - firstMs };
  }
}
