/**
 * A distribution of times in microseconds that merges exactly: HdrHistogram, with its true ends kept beside it.
 *
 * A histogram knows a value only by its bucket, and tells a percentile by the bucket's upper edge. So p99.9 could lie
 * above the maximum, and again higher after a merge. What was really the least and the most bounds every figure here.
 */
import {
  build,
  decodeFromCompressedBase64,
  encodeIntoCompressedBase64,
  type Histogram,
  type JsHistogram,
} from 'hdr-histogram-js';

const HIGHEST_US = 3_600_000_000;

/** As plain data: the histogram in HdrHistogram's own compressed form. */
export interface EncodedLatencies {
  hdr: string;
  /** Both 0 when there are none. */
  minUs: number;
  maxUs: number;
  sumUs: number;
}

/** How exact a figure is: three digits for what is reported, two for what is drawn along the time. */
export type Digits = 2 | 3;

export class Latencies {
  readonly #histogram: Histogram;
  #minUs = Number.POSITIVE_INFINITY;
  #maxUs = 0;
  #sumUs = 0;

  constructor(digits: Digits = 3) {
    this.#histogram = build({
      bitBucketSize: 32,
      lowestDiscernibleValue: 1,
      highestTrackableValue: HIGHEST_US,
      numberOfSignificantValueDigits: digits,
    });
  }

  static decode(encoded: EncodedLatencies, digits: Digits = 3): Latencies {
    const latencies = new Latencies(digits);
    latencies.add(encoded);
    return latencies;
  }

  /** An hour counts as all that is longer, and nothing is less than no time. */
  record(us: number): void {
    const whole = Math.min(HIGHEST_US, Math.max(0, Math.round(us)));
    this.#histogram.recordValue(whole);
    this.#widen(whole, whole, whole);
  }

  add({ hdr, minUs, maxUs, sumUs }: EncodedLatencies): void {
    const other = decodeFromCompressedBase64(hdr, 32, false, HIGHEST_US);
    if (other.totalCount === 0) return;
    this.#histogram.add(other);
    this.#widen(minUs, maxUs, sumUs);
  }

  get count(): number {
    return this.#histogram.totalCount;
  }

  get minUs(): number {
    return this.count === 0 ? 0 : this.#minUs;
  }

  get maxUs(): number {
    return this.#maxUs;
  }

  get meanUs(): number {
    return this.count === 0 ? 0 : this.#sumUs / this.count;
  }

  /** `percentile` is 0 to 100. Of no times at all it is 0. */
  percentileUs(percentile: number): number {
    if (percentile <= 0) return this.minUs;
    return this.#within(this.#histogram.getValueAtPercentile(percentile));
  }

  /** Each value about which something is known, with how often it was met, ascending. */
  eachValue(visit: (us: number, count: number) => void): void {
    // Not WebAssembly's kind, so it can be read slot by slot.
    const slots = this.#histogram as JsHistogram;
    const last = slots.countsArrayIndex(slots.maxValue);
    for (let i = 0; i <= last; i++) {
      const count = slots.getCountAtIndex(i);
      if (count > 0) visit(this.#within(slots.medianEquivalentValue(slots.valueFromIndex(i))), count);
    }
  }

  reset(): void {
    this.#histogram.reset();
    this.#minUs = Number.POSITIVE_INFINITY;
    this.#maxUs = 0;
    this.#sumUs = 0;
  }

  encode(): EncodedLatencies {
    const { minUs, maxUs } = this;
    return { hdr: encodeIntoCompressedBase64(this.#histogram), minUs, maxUs, sumUs: this.#sumUs };
  }

  #within(us: number): number {
    return Math.min(this.maxUs, Math.max(this.minUs, us));
  }

  #widen(minUs: number, maxUs: number, sumUs: number): void {
    this.#minUs = Math.min(this.#minUs, minUs);
    this.#maxUs = Math.max(this.#maxUs, maxUs);
    this.#sumUs += sumUs;
  }
}
