/** How many requests had which latency when: a stronger colour means more. */
import type { Heatmap } from '../../harness/run/result.ts';
import { type Html } from '../page/html.ts';
import { type PlotData } from './plot.ts';
/** `time`: what it shares with the charts around it. */
export declare function heatmap({ edgesMs, counts }: Heatmap, sliceMs: number, time: Pick<PlotData, 'marks' | 'limits' | 'sync'> & {
    span: readonly [number, number];
}): Html;
