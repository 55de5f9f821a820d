/** What a reader wants to know first: did it hold, how it did against what was asked, can the figures be trusted. */
import type { LoadResult } from '../../harness/run/result.ts';
import { type Html } from '../page/html.ts';
/** The verdict and its reason in one sentence, and what to do about it. */
export declare function opening({ verdict: { outcome, sentence, saturated, advice } }: LoadResult): Html;
/** Error share, p99 and throughput against what was asked; then the rest, in the same order always. */
export declare function verdict(result: LoadResult): Html;
