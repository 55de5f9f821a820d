/** Limits that were asked for, as lines of the charts that show what they are about. */
import type { LoadResult } from '../../harness/run/result.ts';
import type { Limit } from '../chart/plot.ts';
/** Those on one of the metrics; in the unit they are measured in: ms, % or per second. */
export declare function limitsOn({ verdict }: LoadResult, ...metrics: string[]): Limit[];
