/**
 * What is drawn between a chart's axes, and the axes. The page holds it drawn; the script in the page draws it again
 * by this same code when a reader zooms. So it is a function of data alone.
 *
 * Lines are SVG that stretches to any width; every text is HTML beside it, so that none shrinks on a phone.
 */
import { number } from '../page/format.ts';
import { type Html, html } from '../page/html.ts';
import { type Cells, cellPaths } from './cells.ts';
import { linePath, UNIT } from './path.ts';
import { linear, logarithmic, type Scale } from './scale.ts';
import type { LineSeries } from './series.ts';
import { timeName, timeTicks } from './time.ts';

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
  ticks?: { at: number[]; names: string[] };
  series: LineSeries[];
  cells?: Cells;
  log?: boolean;
  marks?: Mark[];
  limits?: Limit[];
  /** Charts with the same word share crosshair and zoom. */
  sync?: string;
}

export type Span = readonly [from: number, to: number];

export const spanOf = ({ span, x }: PlotData): Span => span ?? [x[0] ?? 0, x.at(-1) ?? 1];

/** The two axes for what lies in a span of x. */
export function scalesOf(data: PlotData, span: Span = spanOf(data)): { across: Scale; up: Scale } {
  const across = linear(span[0], span[1], { least: data.xIs === 'count' ? 1 : 0 });
  if (data.cells) {
    const { lowMs, edgesMs } = data.cells;
    return { across, up: logarithmic(lowMs, edgesMs.at(-1)!, { grow: false }) };
  }
  const limits = (data.limits ?? []).map(({ at }) => at);
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  const see = (value: number | null | undefined) => {
    if (value === null || value === undefined || value <= 0) return;
    low = Math.min(low, value);
    high = Math.max(high, value);
  };
  data.x.forEach((x, i) => {
    if (x >= span[0] && x <= span[1]) for (const { values } of data.series) see(values[i]);
  });
  limits.forEach(see);
  if (high === 0) return { across, up: data.log ? logarithmic(1, 10) : linear(0, 1) };
  return { across, up: data.log ? logarithmic(low, high) : linear(0, high, { grow: true }) };
}

/** The inside of a `.plot`. Series in `hidden` leave their place empty. */
export function plot(
  data: PlotData,
  span: Span = spanOf(data),
  hidden: ReadonlySet<number> = new Set(),
): Html {
  const { across, up } = scalesOf(data, span);
  const names = placeNames(data.marks ?? [], across);
  return html`${bands(data.marks ?? [], across)}${up.ticks.map((tick) => html`<i class="grid" style="bottom:${percent(up.at(tick))}"></i><span class="y" style="bottom:${percent(up.at(tick))}">${number(tick)}</span>`)}
<svg viewBox="0 0 ${UNIT} ${UNIT}" preserveAspectRatio="none" aria-hidden="true">${data.cells && cellPaths(data.cells, across, up)}${data.series.map((line, i) => !hidden.has(i) && linePath(line, data.x, across, up))}</svg>
${xTicks(data, across).map(([at, name]) => html`<span class="x" style="left:${percent(across.at(at))}">${name}</span>`)}${names.map(({ at, side, label }) => html`<span class="mark-name ${side}" style="left:${percent(at)}">${label}</span>`)}${limitLines(data.limits ?? [], up, names)}`;
}

function xTicks({ ticks, xIs, span, x }: PlotData, { from, to, ticks: round }: Scale): [number, string][] {
  const inside = (at: number) => at >= from && at <= to;
  if (ticks) return ticks.at.flatMap((at, i) => (inside(at) ? [[at, ticks.names[i]!]] : []));
  const longest = span?.[1] ?? x.at(-1) ?? to;
  if (xIs === 'time') return timeTicks(from, to).map((at) => [at, timeName(at, longest)]);
  return round.filter(inside).map((at) => [at, number(at)]);
}

function bands(marks: Mark[], across: Scale): Html[] {
  return visible(marks, across).map(({ from, to, label }) => {
    const left = Math.max(0, across.at(from));
    return html`<i class="mark" style="left:${percent(left)};width:${percent(Math.min(1, across.at(to)) - left)}" title="${label}"></i>`;
  });
}

/** Of an axis of the width most charts have: names nearer than this would lie on each other. */
const NAME_SHARE = 0.035;
/** Two names above each other of more letters than this would meet. */
const LETTERS_MOST = 33;

type Side = 'top' | 'bottom';
interface PlacedName {
  at: number;
  side: Side;
  label: string;
}

/**
 * Each name stands upright in its band, at the top; or, if one is in its way there, at the bottom; or a little to the
 * right; or nowhere.
 */
function placeNames(marks: Mark[], across: Scale): PlacedName[] {
  const placed: PlacedName[] = [];
  const isFree = (at: number, side: Side, { length }: string): boolean =>
    placed.every(
      (other) =>
        Math.abs(at - other.at) >= NAME_SHARE ||
        (side !== other.side && length + other.label.length <= LETTERS_MOST),
    );
  for (const { from, label } of visible(marks, across).sort((a, b) => a.from - b.from)) {
    // One that begins at the very end is moved in.
    const at = Math.min(1 - NAME_SHARE, Math.max(0, across.at(from)));
    const last = Math.max(...placed.map((other) => other.at)) + NAME_SHARE;
    const candidates: [number, Side][] = [
      [at, 'top'],
      [at, 'bottom'],
      ...(last - at <= NAME_SHARE && last <= 1 - NAME_SHARE ? [[last, 'top'] as [number, Side]] : []),
    ];
    const found = candidates.find(([place, side]) => isFree(place, side, label));
    if (found) placed.push({ at: found[0], side: found[1], label });
  }
  return placed;
}

const visible = (marks: Mark[], { from, to }: Scale): Mark[] =>
  marks.filter((mark) => mark.to >= from && mark.from <= to);

/** Of the height and, on a narrow screen, of the width of a plot. */
const LETTER = { height: 0.08, width: 0.019 };
const STEP = 0.02;

/** The name of a limit stands on its line, as far to the right as no band's name and no other limit's is in the way. */
function limitLines(limits: Limit[], up: Scale, names: PlacedName[]): Html[] {
  const placed: { share: number; from: number; to: number }[] = [];
  return limits.map(({ at, label }) => {
    const share = up.at(at);
    const width = Math.min(1, label.length * LETTER.width);
    const isFree = (to: number): boolean =>
      names.every((name) => name.at + NAME_SHARE <= to - width || name.at >= to) &&
      placed.every(
        (other) =>
          Math.abs(other.share - share) > LETTER.height || other.to <= to - width || other.from >= to,
      );
    let to = 1;
    while (to >= width && !isFree(to)) to -= STEP;
    if (to < width) to = 1;
    placed.push({ share, from: to - width, to });
    const side = share > 1 - LETTER.height ? 'below' : 'above';
    return html`<i class="limit" style="bottom:${percent(share)}"></i><span class="limit-name ${side}" style="bottom:${percent(share)};right:${percent(1 - to)}">${label}</span>`;
  });
}

export const percent = (share: number): string => `${Math.round(share * 10_000) / 100}%`;
