import { type Html } from '../page/html.ts';
import { type Colour, type PlotData } from './plot.ts';
/** The n-th of the eight, from 0, beginning again after the last. */
export declare const colourOf: (n: number) => Colour;
export interface LineChart extends PlotData {
    title: string;
    /** Of the y axis. */
    unit: string;
    /** What a reader should know to read it. */
    note?: string;
    /** What x is; of a time axis this is known. */
    xLabel?: string;
    wide?: boolean;
    /** What is said when no series has a value. */
    empty?: string;
    /** Another table than that of all points. */
    table?: Html;
}
export declare function lineChart(chart: LineChart): Html;
export declare function xLabelOf({ xLabel, xIs, span, x }: LineChart): string;
