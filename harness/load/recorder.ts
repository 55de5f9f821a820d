/**
 * Turns outcomes into distributions and counts that merge exactly, so that several threads record as one.
 *
 * Three latencies: *response* counts from when a request was due, *service* from when it was sent, *send lag* is how
 * late the driver itself was. Failures are recorded as well, with the time until they were known: a run with
 * time-outs has no good latencies. What had no end when the run had one is counted by itself: how long it would
 * have taken nobody knows, so it is no failure and in no percentile.
 */
import { type EncodedLatencies, Latencies } from '../latencies.ts';
import type { Outcome } from './request.ts';

/** What one slice of time saw. */
interface Counts {
  due: number;
  sent: number;
  /** Answered, whatever was said. */
  done: number;
  /** Answered or failed. */
  ended: number;
  failures: Record<string, number>;
}

interface Slice extends Counts {
  response: Latencies;
}

/** A recorder as plain data. */
export interface Recording {
  sliceMs: number;
  response: EncodedLatencies;
  service: EncodedLatencies;
  sendLag: EncodedLatencies;
  queue: EncodedLatencies;
  kinds: Record<string, EncodedLatencies>;
  counts: Record<string, number>;
  unfinished: Record<string, number>;
  carried: number;
  slices: (Counts & { response: EncodedLatencies })[];
}

const FIGURES = ['response', 'service', 'sendLag', 'queue'] as const;

export class Recorder {
  readonly response = new Latencies();
  readonly service = new Latencies();
  readonly sendLag = new Latencies();
  /** From taken to sent: the wait for a free connection. */
  readonly queue = new Latencies();
  /** Response of each kind of request. */
  readonly kinds = new Map<string, Latencies>();
  /** `order 202`, `order timeout`, … → how many. */
  readonly counts: Record<string, number> = {};
  /** Kind → how many had no end when the run had one. */
  readonly unfinished: Record<string, number> = {};
  /** Due before time 0, and under way at time 0. */
  carried = 0;
  readonly slices: Slice[] = [];
  readonly sliceMs: number;

  constructor(sliceMs: number) {
    this.sliceMs = sliceMs;
  }

  /** Of what was due before time 0 only its end counts, as work done then. */
  record(kind: string, outcome: Omit<Outcome, 'step'>): void {
    const { dueUs, takenUs, sentUs, doneUs, status, failure } = outcome;
    if (dueUs < 0) {
      if (doneUs < 0) return;
      this.carried++;
      if (failure !== 'unfinished') this.#end(outcome);
      return;
    }
    const dueIn = this.#slice(dueUs);
    dueIn.due++;
    this.sendLag.record(takenUs - dueUs);
    if (sentUs !== null) {
      this.queue.record(sentUs - takenUs);
      this.#slice(sentUs).sent++;
    }
    if (failure === 'unfinished') {
      add(this.unfinished, kind, 1);
      return;
    }
    const responseUs = doneUs - dueUs;
    this.response.record(responseUs);
    this.kind(kind).record(responseUs);
    dueIn.response.record(responseUs);
    if (sentUs !== null) this.service.record(doneUs - sentUs);
    const said = failure ?? String(status);
    add(this.counts, `${kind} ${said}`, 1);
    const doneIn = this.#end(outcome);
    if (failure !== null || status >= 500) add(doneIn.failures, said, 1);
  }

  kind(name: string): Latencies {
    let latencies = this.kinds.get(name);
    if (!latencies) {
      latencies = new Latencies();
      this.kinds.set(name, latencies);
    }
    return latencies;
  }

  /** Adds what another recorder of the same slices recorded, losing nothing. */
  merge(recording: Recording): void {
    for (const name of FIGURES) this[name].add(recording[name]);
    for (const [name, encoded] of Object.entries(recording.kinds)) this.kind(name).add(encoded);
    for (const [name, count] of Object.entries(recording.counts)) add(this.counts, name, count);
    for (const [name, count] of Object.entries(recording.unfinished)) add(this.unfinished, name, count);
    this.carried += recording.carried;
    recording.slices.forEach((slice, i) => {
      const own = this.#slice(i * this.sliceMs * 1000);
      for (const name of ['due', 'sent', 'done', 'ended'] as const) own[name] += slice[name];
      own.response.add(slice.response);
      for (const [name, count] of Object.entries(slice.failures)) add(own.failures, name, count);
    });
  }

  toJSON(): Recording {
    const { sliceMs, counts, unfinished, carried } = this;
    return {
      ...{ sliceMs, counts, unfinished, carried },
      response: this.response.encode(),
      service: this.service.encode(),
      sendLag: this.sendLag.encode(),
      queue: this.queue.encode(),
      kinds: Object.fromEntries([...this.kinds].map(([name, latencies]) => [name, latencies.encode()])),
      slices: this.slices.map((slice) => ({ ...slice, response: slice.response.encode() })),
    };
  }

  #end({ doneUs, failure }: Pick<Outcome, 'doneUs' | 'failure'>): Slice {
    const slice = this.#slice(doneUs);
    slice.ended++;
    if (failure === null) slice.done++;
    return slice;
  }

  #slice(atUs: number): Slice {
    const index = Math.max(0, Math.floor(atUs / 1000 / this.sliceMs));
    while (this.slices.length <= index)
      this.slices.push({ due: 0, sent: 0, done: 0, ended: 0, failures: {}, response: new Latencies(2) });
    return this.slices[index]!;
  }
}

function add(counts: Record<string, number>, name: string, count: number): void {
  counts[name] = (counts[name] ?? 0) + count;
}
