/** The cells of a heatmap: how many fell between two edges in one slice of time. A stronger colour means more. */
import { type Html } from '../page/html.ts';
import type { Scale } from './scale.ts';
export interface Cells {
    /** The lower edge of the lowest row; the upper edge of each, ascending, evenly spaced on a log axis. */
    lowMs: number;
    edgesMs: number[];
    /** counts[row][column], each column `widthS` of time. */
    counts: number[][];
    widthS: number;
}
/** One path for each strength of colour: thousands of elements would make a page slow. */
export declare function cellPaths({ lowMs, edgesMs, counts, widthS }: Cells, across: Scale, up: Scale): Html[];
