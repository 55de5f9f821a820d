/** Latency: its distribution, and how it went along the time. */
import type { Flow, LoadResult, Spectrum } from '../../harness/run/result.ts';
import type { Limit } from '../chart/plot.ts';
import { type Html } from '../page/html.ts';
export declare function latency(result: LoadResult): Html;
/** `Completion of orders`. */
export declare const flowTitle: (name: string, { what }: Flow) => string;
/** The kind of request that matters most, by the name of its limits; none when nothing is told of kinds. */
export declare function firstKind({ scenario, latency, }: Pick<LoadResult, 'scenario' | 'latency'>): [string, Spectrum | undefined][];
/** Latency by percentile, the upper end drawn out: each step to the right is ten times fewer requests. */
export declare function spectrumChart(title: string, spectra: [name: string, spectrum: Spectrum | undefined][], limits?: Limit[]): Html;
/** The latency at a percentile; undefined where nothing was measured. */
export declare const at: (spectrum: Spectrum | undefined, p: number) => number | undefined;
