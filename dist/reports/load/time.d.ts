/** The time axis that the charts of a run share, and what is marked on it. */
import type { LoadResult } from '../../harness/run/result.ts';
import type { PlotData } from '../chart/plot.ts';
export type TimeAxis = Required<Pick<PlotData, 'x' | 'xIs' | 'sync' | 'marks' | 'span'>>;
/** Each x is the middle of a slice. */
export declare function timeAxis(result: LoadResult): TimeAxis;
/** Counts of slices as rates; none for a slice that the run did not fill. */
export declare function perSecond(counts: number[], result: LoadResult): (number | null)[];
