/** Moments and lengths of a run, as its page writes them. */
import type { ExplainedFault } from '../../harness/explanation/index.ts';
import { duration } from '../page/format.ts';

/** `+1.234 s` on the run's clock; `exactly`, to the microsecond where it has any. */
export const moment = (ms: number, exactly = false): string => `${clock(ms, exactly)} s`;

/** `+1.234`: a moment where nothing but moments stand. */
export function clock(ms: number, exactly = false): string {
  const s = Math.abs(ms) / 1000;
  const digits = exactly ? s.toFixed(6).replace(/(\.\d{3}\d*?)0+$/, '$1') : s.toFixed(3);
  return `${ms < 0 ? '−' : '+'}${digits}`;
}

/** `0.35 ms`, `12 ms`, `1.2 s`. */
export function took(ms: number): string {
  return ms < 10 ? `${Number(ms.toFixed(2))} ms` : duration(ms);
}

/** A fault as it is named where its kind is not told beside it. */
export const faultName = ({ kind, words }: Pick<ExplainedFault, 'kind' | 'words'>): string =>
  words.includes(kind) ? words : `${kind}: ${words}`;
