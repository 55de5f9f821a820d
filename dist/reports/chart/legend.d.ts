/** Which line is what. Values stand beside the names only while a reader points at a moment. */
import { type Html } from '../page/html.ts';
import type { LineSeries } from './plot.ts';
export declare function legend(series: LineSeries[]): Html;
