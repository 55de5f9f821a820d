/**
 * Turns outcomes into histograms and counts that merge exactly, so that several threads record as one.
 *
 * Three latencies, in microseconds: *response* counts from when a request was due, *service* from when it was sent,
 * *send lag* is how late the driver itself was. Failures are recorded as well, with the time until they were known:
 * a run with time-outs has no good latencies.
 */
import {
  build,
  decodeFromCompressedBase64,
  encodeIntoCompressedBase64,
  type Histogram,
} from 'hdr-histogram-js';
import type { Outcome } from './request.ts';

const HIGHEST_US = 3_600_000_000;
/** Three digits for what is reported as figures, two for what is drawn along the time. */
const FIGURES = 3;
const DRAWN = 2;

const newHistogram = (digits: 2 | 3): Histogram =>
  build({
    bitBucketSize: 32,
    lowestDiscernibleValue: 1,
    highestTrackableValue: HIGHEST_US,
    numberOfSignificantValueDigits: digits,
  });

/** What one slice of time saw. */
interface Slice {
  due: number;
  sent: number;
  done: number;
  response: Histogram;
  failures: Record<string, number>;
}

/** A recorder as plain data: histograms in HdrHistogram's own compressed form. */
export interface Recording {
  sliceMs: number;
  response: string;
  service: string;
  sendLag: string;
  queue: string;
  kinds: Record<string, string>;
  /** `order 202`, `order timeout`, … → how many. */
  counts: Record<string, number>;
  slices: { due: number; sent: number; done: number; response: string; failures: Record<string, number> }[];
}

export class Recorder {
  readonly response = newHistogram(FIGURES);
  readonly service = newHistogram(FIGURES);
  readonly sendLag = newHistogram(FIGURES);
  /** From taken to sent: the wait for a free connection. */
  readonly queue = newHistogram(FIGURES);
  /** Response of each kind of request. */
  readonly kinds = new Map<string, Histogram>();
  readonly counts: Record<string, number> = {};
  readonly slices: Slice[] = [];
  readonly sliceMs: number;

  constructor(sliceMs: number) {
    this.sliceMs = sliceMs;
  }

  record(kind: string, outcome: Outcome): void {
    const { dueUs, takenUs, sentUs, doneUs, status, failure } = outcome;
    const responseUs = bounded(doneUs - dueUs);
    this.response.recordValue(responseUs);
    this.kind(kind).recordValue(responseUs);
    this.sendLag.recordValue(bounded(takenUs - dueUs));
    if (sentUs !== null) {
      this.service.recordValue(bounded(doneUs - sentUs));
      this.queue.recordValue(bounded(sentUs - takenUs));
      this.#slice(sentUs).sent++;
    }
    const dueIn = this.#slice(dueUs);
    dueIn.due++;
    dueIn.response.recordValue(responseUs);
    const doneIn = this.#slice(doneUs);
    if (failure === null) doneIn.done++;
    const said = failure ?? String(status);
    add(this.counts, `${kind} ${said}`, 1);
    if (failure !== null || status >= 500) add(doneIn.failures, said, 1);
  }

  kind(name: string): Histogram {
    let histogram = this.kinds.get(name);
    if (!histogram) {
      histogram = newHistogram(FIGURES);
      this.kinds.set(name, histogram);
    }
    return histogram;
  }

  /** Adds what another recorder of the same slices recorded, losing nothing. */
  merge(recording: Recording): void {
    for (const name of ['response', 'service', 'sendLag', 'queue'] as const)
      this[name].add(decode(recording[name]));
    for (const [name, encoded] of Object.entries(recording.kinds)) this.kind(name).add(decode(encoded));
    for (const [name, count] of Object.entries(recording.counts)) add(this.counts, name, count);
    recording.slices.forEach((slice, i) => {
      const own = this.#slice(i * this.sliceMs * 1000);
      own.due += slice.due;
      own.sent += slice.sent;
      own.done += slice.done;
      own.response.add(decode(slice.response));
      for (const [name, count] of Object.entries(slice.failures)) add(own.failures, name, count);
    });
  }

  toJSON(): Recording {
    return {
      sliceMs: this.sliceMs,
      response: encodeIntoCompressedBase64(this.response),
      service: encodeIntoCompressedBase64(this.service),
      sendLag: encodeIntoCompressedBase64(this.sendLag),
      queue: encodeIntoCompressedBase64(this.queue),
      kinds: Object.fromEntries([...this.kinds].map(([name, h]) => [name, encodeIntoCompressedBase64(h)])),
      counts: this.counts,
      slices: this.slices.map(({ response, ...slice }) => ({
        ...slice,
        response: encodeIntoCompressedBase64(response),
      })),
    };
  }

  #slice(atUs: number): Slice {
    const index = Math.max(0, Math.floor(atUs / 1000 / this.sliceMs));
    while (this.slices.length <= index)
      this.slices.push({ due: 0, sent: 0, done: 0, response: newHistogram(DRAWN), failures: {} });
    return this.slices[index]!;
  }
}

function add(counts: Record<string, number>, name: string, count: number): void {
  counts[name] = (counts[name] ?? 0) + count;
}

/** Whole microseconds that a histogram can hold. */
function bounded(us: number): number {
  return Math.min(HIGHEST_US, Math.max(0, Math.round(us)));
}

function decode(encoded: string): Histogram {
  return decodeFromCompressedBase64(encoded, 32, false, HIGHEST_US);
}
