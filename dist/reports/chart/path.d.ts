/** One series as SVG, in a square that the page stretches to the size of the plot. */
import { type Html } from '../page/html.ts';
import type { LineSeries } from './plot.ts';
import type { Scale } from './scale.ts';
/** The side of the square. */
export declare const UNIT = 1000;
export declare function linePath({ values, colour, dashed, area }: LineSeries, x: number[], across: Scale, up: Scale): Html;
