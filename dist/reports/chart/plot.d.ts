import { type Html } from '../page/html.ts';
import { type Cells } from './cells.ts';
import { type Scale } from './scale.ts';
/** Eight that tell things apart, and four of one hue for bands from the inside out; as the page's style has them. */
export type Colour = `s${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8}` | `b${1 | 2 | 3 | 4}`;
export interface LineSeries {
    name: string;
    /** Series of one group stand together in the legend. */
    group?: string;
    /** One for each x; null where there is none. */
    values: (number | null)[];
    colour: Colour;
    dashed?: boolean;
    /** Filled down to the axis. */
    area?: boolean;
}
/** A stretch of x that is shaded and named, such as a process being down; of no length, a moment. */
export interface Mark {
    from: number;
    to: number;
    label: string;
}
/** A value that was asked for. */
export interface Limit {
    at: number;
    label: string;
}
export interface PlotData {
    x: number[];
    /** What a reader is told of each x, if not its number. */
    xNames?: string[];
    /** Where the axis begins and ends, if not with x. */
    span?: readonly [from: number, to: number];
    /** x are seconds of a run, or whole things counted. */
    xIs?: 'time' | 'count';
    /** Other places and names of ticks than round numbers. */
    ticks?: {
        at: number[];
        names: string[];
    };
    series: LineSeries[];
    cells?: Cells;
    log?: boolean;
    marks?: Mark[];
    limits?: Limit[];
    /** Charts with the same word share crosshair and zoom. */
    sync?: string;
}
export type Span = readonly [from: number, to: number];
export declare const spanOf: ({ span, x }: PlotData) => Span;
/** The two axes for what lies in a span of x. */
export declare function scalesOf(data: PlotData, span?: Span): {
    across: Scale;
    up: Scale;
};
/** The inside of a `.plot`. Series in `hidden` leave their place empty. */
export declare function plot(data: PlotData, span?: Span, hidden?: ReadonlySet<number>): Html;
export declare const percent: (share: number) => string;
