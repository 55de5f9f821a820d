/** How long an accepted order takes to its end, and an event to the view: seen from the stores, not from services. */
import { badField, isOrder } from '../../scenarios/shop/invariants/shop.ts';
import type { Answer, Change } from '../invariants/index.ts';
import { Backlog } from './backlog.ts';
import type { Flow } from './result.ts';
import { FlowRecorder } from './spectrum.ts';

const TERMINAL = new Set(['confirmed', 'rejected']);

export class Flows {
  /** Orders accepted that have no end yet. */
  readonly openOrders: Backlog;
  readonly #completion: FlowRecorder;
  readonly #projection: FlowRecorder;
  /** Accepted in the time measured, and not seen to end. */
  #unfinished = 0;
  readonly #epochMs: () => number;
  /** Order → when its first 202 came; and the orders of which the end was seen before that. */
  readonly #accepted = new Map<string, number>();
  readonly #ended = new Map<string, number>();
  /** Product → version → when the event says it was written. Taken out when the view shows it. */
  readonly #unseen = new Map<string, Map<number, number>>();

  /** `epochMs`: the Unix time at which the run's time is 0. */
  constructor(sliceMs: number, epochMs: () => number) {
    this.openOrders = new Backlog(sliceMs);
    this.#completion = new FlowRecorder(sliceMs);
    this.#projection = new FlowRecorder(sliceMs);
    this.#epochMs = epochMs;
  }

  onAnswer(answer: Answer): void {
    const { status, key, atMs } = answer;
    const isAccepted = isOrder(answer) && badField(answer) === undefined && status === 202;
    if (!isAccepted || this.#accepted.has(key)) return;
    this.#accepted.set(key, atMs);
    this.openOrders.begun(atMs);
    if (atMs >= 0) this.#unfinished++;
    const endedMs = this.#ended.get(key);
    if (endedMs !== undefined) this.#end(atMs, Math.max(atMs, endedMs));
  }

  onChange({ coll, after, before, atMs }: Change): void {
    if (!after) return;
    if (coll === 'sagas' && TERMINAL.has(after.status) && !TERMINAL.has(before?.status)) {
      const acceptedMs = this.#accepted.get(after._id);
      if (acceptedMs === undefined) this.#ended.set(after._id, atMs);
      else this.#end(acceptedMs, atMs);
    } else if (coll === 'events' && after.timestamp instanceof Date) {
      const versions = this.#unseen.get(after.stream_id) ?? new Map<number, number>();
      this.#unseen.set(after.stream_id, versions.set(after.version, after.timestamp.getTime()));
    } else if (coll === 'products_view') this.#onView(after.product_id, after.last_version, atMs);
  }

  get completion(): Flow {
    return this.#completion.flow(this.#unfinished);
  }

  get projection(): Flow {
    let unseen = 0;
    const epochMs = this.#epochMs();
    for (const versions of this.#unseen.values())
      for (const writtenMs of versions.values()) if (writtenMs >= epochMs) unseen++;
    return this.#projection.flow(unseen);
  }

  #end(acceptedMs: number, endedMs: number): void {
    this.openOrders.ended(endedMs);
    if (acceptedMs >= 0) this.#unfinished--;
    this.#completion.record(acceptedMs, endedMs - acceptedMs);
  }

  #onView(product: string, version: number, atMs: number): void {
    const versions = this.#unseen.get(product);
    if (!versions) return;
    // Versions come in order, so those that the view has reached are at the front.
    for (const [seen, writtenMs] of versions) {
      if (seen > version) return;
      versions.delete(seen);
      const writtenAtMs = writtenMs - this.#epochMs();
      this.#projection.record(writtenAtMs, Math.max(0, atMs - writtenAtMs));
    }
  }
}
