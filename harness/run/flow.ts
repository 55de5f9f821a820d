/** How long something takes from its begin to its end, as a scenario tells of both: seen from outside, not from services. */
import type { Answer, Change } from '../invariants/index.ts';
import type { FlowSpec, FlowWatch, Moment } from '../scenario/live.ts';
import { Backlog } from './backlog.ts';
import type { Flow } from './result.ts';
import { FlowRecorder } from './spectrum.ts';

export class FlowMeter {
  readonly spec: FlowSpec;
  readonly #watch: FlowWatch;
  readonly #recorder: FlowRecorder;
  readonly #backlog: Backlog;
  readonly #epochMs: () => number;
  /** When each began, and when those ended that were seen to end before they began. Taken out when both are known. */
  readonly #begun = new Map<string, number>();
  readonly #ended = new Map<string, number>();
  /** What has come to its end begins no more. */
  readonly #over = new Set<string>();

  /** `epochMs`: the Unix time at which the run's time is 0. */
  constructor(spec: FlowSpec, sliceMs: number, epochMs: () => number) {
    this.spec = spec;
    this.#watch = spec.create();
    this.#recorder = new FlowRecorder(sliceMs);
    this.#backlog = new Backlog(sliceMs);
    this.#epochMs = epochMs;
  }

  onAnswer(answer: Answer): void {
    for (const moment of this.#watch.onAnswer?.(answer) ?? []) this.#note(moment, answer.atMs);
  }

  onChange(change: Change): void {
    for (const moment of this.#watch.onChange?.(change) ?? []) this.#note(moment, change.atMs);
  }

  /** How many have begun and not ended. */
  get open(): number {
    return this.#begun.size;
  }

  flow(slices: number): Flow {
    const { what, until, says } = this.spec;
    let unfinished = 0;
    for (const begunMs of this.#begun.values()) if (begunMs >= 0) unfinished++;
    return { what, until, says, open: this.#backlog.series(slices), ...this.#recorder.flow(unfinished) };
  }

  #note({ is, id, at }: Moment, seenMs: number): void {
    if (this.#over.has(id)) return;
    const atMs = at ? at.getTime() - this.#epochMs() : seenMs;
    if (is === 'begun') {
      if (this.#begun.has(id)) return;
      this.#begun.set(id, atMs);
      this.#backlog.begun(atMs);
    } else if (!this.#ended.has(id)) this.#ended.set(id, atMs);
    const begunMs = this.#begun.get(id);
    const endedMs = this.#ended.get(id);
    if (begunMs === undefined || endedMs === undefined) return;
    this.#begun.delete(id);
    this.#ended.delete(id);
    this.#over.add(id);
    // Clocks differ, and an end may be seen first: nothing takes less than no time.
    const overMs = Math.max(begunMs, endedMs);
    this.#backlog.ended(overMs);
    this.#recorder.record(begunMs, overMs - begunMs);
  }
}
