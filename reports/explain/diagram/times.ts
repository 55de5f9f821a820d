/** The times beside the rows. */
import { timeTicks } from '../../chart/time.ts';
import { clock, took } from '../words.ts';
import type { Layout } from './drawing.ts';
import { type Extent, type Point, type Rows, TOP } from './rows.ts';

/** Pixels from one time to the next. */
const TIME_LEAST = 13;
/** Of a row that has a text, and so a time. */
const NEEDS_LEAST = 12;
const GAP_LEAST_MS = 30;
const GAP_LEAST_PX = 30;

/** The time of a row, where there is room for it, and how long nothing happened, where that was long. */
export function timesOf(points: readonly Point[], fromMs: number, beforeGap: string): Layout['times'] {
  const times: Layout['times'] = [];
  let lastY = Number.NEGATIVE_INFINITY;
  let lastText = '';
  let before = { atMs: fromMs, y: TOP };
  for (const point of points) {
    const gapMs = point.atMs - before.atMs;
    if (gapMs >= GAP_LEAST_MS && point.y - before.y >= GAP_LEAST_PX) {
      const y = (Math.max(before.y, lastY) + point.y) / 2;
      if (y - lastY >= TIME_LEAST && point.y - y >= TIME_LEAST) {
        times.push({ y, text: beforeGap + took(gapMs), isGap: true });
        lastY = y;
      }
    }
    const text = clock(point.atMs);
    if (text !== lastText && point.y - lastY >= TIME_LEAST && point.needs >= NEEDS_LEAST) {
      times.push({ y: point.y, text, isGap: false });
      [lastY, lastText] = [point.y, text];
    }
    before = point;
  }
  return times;
}

const PER_TICK_PX = 90;

export function evenTimes(rows: Rows, { fromMs, toMs }: Extent): Layout['times'] {
  return timeTicks(fromMs / 1000, toMs / 1000, Math.max(2, rows.height / PER_TICK_PX)).map((s) => ({
    y: rows.yOf(s * 1000),
    text: clock(s * 1000),
    isGap: false,
  }));
}
