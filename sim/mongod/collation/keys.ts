/**
 * Keys for strings under an order that only a comparison tells: `Intl.Collator` compares, and gives no sort keys as
 * ICU can. A string that is met for the first time gets a key between those of its neighbours, so that the order of
 * keys under `<` is that of the strings, and equal strings have one key. A key never changes.
 */
import type { TextOrder } from '../bson/compare.ts';

interface Entry {
  text: string;
  key: string;
}

/** So many in a row, then it is cut in two. */
const RUN = 512;

export class TextKeys {
  private readonly order: TextOrder;
  private readonly known = new Map<string, string>();
  /** In order, in runs that are short enough to be inserted into. */
  private readonly runs: Entry[][] = [[]];
  private last: Entry | undefined;

  constructor(order: TextOrder) {
    this.order = order;
  }

  keyOf(text: string): string {
    const known = this.known.get(text);
    if (known !== undefined) return known;
    const key = this.place(text);
    this.known.set(text, key);
    return key;
  }

  private place(text: string): string {
    const r = this.runOf(text);
    const run = this.runs[r]!;
    const at = firstWhere(run.length, (i) => this.order(run[i]!.text, text) >= 0);
    const next = run[at] ?? this.runs[r + 1]?.[0];
    if (next && this.order(next.text, text) === 0) return next.key;
    const before = run[at - 1] ?? this.runs[r - 1]?.at(-1);
    const key = between(before?.key ?? '', next?.key, this.last === before, this.last === next);
    this.last = { text, key };
    run.splice(at, 0, this.last);
    if (run.length > RUN) this.runs.splice(r + 1, 0, run.splice(RUN >> 1));
    return key;
  }

  /** The last run that begins at or before the text, or the first. */
  private runOf(text: string): number {
    return Math.max(
      0,
      firstWhere(this.runs.length, (i) => i > 0 && this.order(this.runs[i]![0]!.text, text) > 0) - 1,
    );
  }
}

function firstWhere(n: number, test: (i: number) => boolean): number {
  let lo = 0;
  let hi = n;
  while (lo < hi) {
    const mid = (lo + hi) >> 1;
    if (test(mid)) hi = mid;
    else lo = mid + 1;
  }
  return lo;
}

/** A key is a row of digits, each of three characters from 1 to 254: none is zero, which ends strings in keys. */
const WIDTH = 3;
const BASE = 254;
const DIGITS = BASE ** WIDTH;
/** What comes in order leaves so much room on the side that it comes from. */
const STRIDE = 1024;

function digitAt(key: string, at: number): number {
  let value = 0;
  for (let i = 0; i < WIDTH; i++) value = value * BASE + key.charCodeAt(at * WIDTH + i) - 1;
  return value;
}

function digit(value: number): string {
  let out = '';
  for (let i = 0, rest = value; i < WIDTH; i++, rest = Math.floor(rest / BASE))
    out = String.fromCharCode((rest % BASE) + 1) + out;
  return out;
}

/** A key above `low`, which is empty for none, and below `high`. Which of them was given last tells which way it goes. */
export function between(low: string, high: string | undefined, rising: boolean, falling: boolean): string {
  let bound = high;
  for (let at = 0; ; at++) {
    const a = at * WIDTH < low.length ? digitAt(low, at) : 0;
    const b = bound === undefined ? DIGITS : digitAt(bound, at);
    // The last digit is never zero, so that there is room below.
    if (b - a > 1) {
      const half = (b - a) >> 1;
      const step = Math.min(half, STRIDE);
      const value = rising && !falling ? a + step : falling && !rising ? b - step : a + half;
      return low.slice(0, at * WIDTH) + filler(low, at) + digit(value);
    }
    if (b > a) bound = undefined;
  }
}

/** The zeros that stand for the end of a key that is shorter. */
function filler(low: string, at: number): string {
  const missing = at - Math.floor(low.length / WIDTH);
  return missing > 0 ? digit(0).repeat(missing) : '';
}
