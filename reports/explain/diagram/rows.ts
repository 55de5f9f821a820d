/**
 * From moments to heights. A run is still for a second and then has ten messages in a millisecond, so on a straight
 * axis nothing could be read: each thing that is told has a row of its own, and rows are further apart where more time
 * lies between them. Or, if a reader asks, to scale.
 */

/** A moment that stands at a height of its own. */
export interface Point {
  atMs: number;
  /** Of several at one moment: which comes first. */
  rank: number;
  /** Pixels to what is above it, at least. */
  needs: number;
  y: number;
}

export interface Rows {
  height: number;
  /** The height of any moment, also of one that has no row. */
  yOf(ms: number): number;
  msOf(y: number): number;
}

export interface Extent {
  fromMs: number;
  toMs: number;
}

/** Pixels above the first row. */
export const TOP = 14;
const BOTTOM = 26;
/** Pixels for each tenfold of milliseconds that lie between two rows. */
const PER_DECADE = 10;
/** Of an axis to scale, unzoomed. */
const SCALE_HEIGHT = 1600;

export function stacked(points: Point[], { fromMs, toMs }: Extent, zoom: number): Rows {
  points.sort((a, b) => a.atMs - b.atMs || a.rank - b.rank);
  const anchors: { ms: number; first: number; last: number }[] = [];
  let y = TOP;
  let lastMs = Math.min(fromMs, points[0]?.atMs ?? fromMs);
  const anchor = (ms: number) => {
    const last = anchors.at(-1);
    if (last && last.ms === ms) last.last = y;
    else anchors.push({ ms, first: y, last: y });
  };
  anchor(lastMs);
  for (const point of points) {
    y += zoom * (point.needs + stretch(point.atMs - lastMs));
    point.y = y;
    lastMs = point.atMs;
    anchor(lastMs);
  }
  if (toMs > lastMs) {
    y += zoom * stretch(toMs - lastMs);
    anchor(toMs);
  }
  return {
    height: y + BOTTOM,
    yOf: (ms) => {
      const next = firstAfter(anchors, (each) => each.ms >= ms);
      const to = anchors[next];
      if (to === undefined) return y;
      if (to.ms === ms || next === 0) return to.last;
      const from = anchors[next - 1]!;
      return from.last + ((ms - from.ms) / (to.ms - from.ms)) * (to.first - from.last);
    },
    msOf: (at) => {
      const next = firstAfter(anchors, (each) => each.last >= at);
      const to = anchors[next];
      if (to === undefined) return anchors.at(-1)!.ms;
      if (next === 0 || at >= to.first) return to.ms;
      const from = anchors[next - 1]!;
      return from.ms + ((at - from.last) / (to.first - from.last)) * (to.ms - from.ms);
    },
  };
}

export function toScale(points: Point[], { fromMs, toMs }: Extent, zoom: number): Rows {
  const perMs = (SCALE_HEIGHT * zoom) / Math.max(toMs - fromMs, 1e-3);
  const yOf = (ms: number) => TOP + (ms - fromMs) * perMs;
  points.sort((a, b) => a.atMs - b.atMs || a.rank - b.rank);
  for (const point of points) point.y = yOf(point.atMs);
  return { height: yOf(toMs) + BOTTOM, yOf, msOf: (y) => fromMs + (y - TOP) / perMs };
}

const stretch = (ms: number): number => PER_DECADE * Math.log10(1 + Math.max(0, ms));

/** The first place at which something holds that holds from there on; the length if nowhere. */
function firstAfter<T>(list: readonly T[], holds: (item: T) => boolean): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(list[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
