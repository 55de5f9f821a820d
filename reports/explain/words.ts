/** Moments and lengths of a run, as its page writes them. */
import { duration } from '../page/format.ts';

/** `+1.234 s` on the run's clock; `exactly`, to the microsecond where it has any. */
export function moment(ms: number, exactly = false): string {
  const s = Math.abs(ms) / 1000;
  const digits = exactly ? s.toFixed(6).replace(/(\.\d{3}\d*?)0+$/, '$1') : s.toFixed(3);
  return `${ms < 0 ? '−' : '+'}${digits} s`;
}

/** `0.35 ms`, `12 ms`, `1.2 s`. */
export function took(ms: number): string {
  return ms < 10 ? `${Number(ms.toFixed(2))} ms` : duration(ms);
}

/** A value that stands for itself in a sentence: no more than `most` letters of it. */
export const brief = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1)}…`;
