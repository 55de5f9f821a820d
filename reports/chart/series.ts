/** What one line of a chart is drawn from. */

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
