import { type Html } from '../page/html.ts';
import { type Compared } from './figures.ts';
type Names = readonly [string, string];
/** The second sentence of the page. */
export declare function summary(figures: Compared[], [, after]: Names): Html;
/** `isFit`: the two can be compared; else figures stand side by side, and nothing is said of them. */
export declare function tables(figures: Compared[], names: Names, isFit: boolean): Html;
export {};
