/** A chart of lines, drawn as SVG for every reader, with its data beside it for the zoom and in a table. */
import { number } from '../page/format.ts';
import { type Html, html, json } from '../page/html.ts';
import { linear, logarithmic } from './scale.ts';

/** Eight that tell things apart, and four of one hue for bands from the inside out; as the page's style has them. */
export type Colour = `s${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8}` | `b${1 | 2 | 3 | 4}`;

/** The n-th of the eight, from 0, beginning again after the last. */
export const colourOf = (n: number): Colour => `s${(n % 8) + 1}` as Colour;

export interface LineSeries {
  name: string;
  /** One for each x; null where there is none. */
  values: (number | null)[];
  colour: Colour;
  dashed?: boolean;
  /** Filled down to the axis. */
  area?: boolean;
}

export interface LineChart {
  title: string;
  /** Of the y axis. */
  unit: string;
  /** What a reader should know to read it. */
  note?: string;
  xLabel: string;
  x: number[];
  series: LineSeries[];
  log?: boolean;
  /** Stretches of x that are shaded, such as a process being down. */
  marks?: { from: number; to: number; label: string }[];
  /** Other names than the numbers for places on the x axis. */
  ticks?: { at: number[]; names: string[] };
  /** Charts with the same word share their cursor. */
  sync?: string;
  wide?: boolean;
  /** What is said when no series has a value. */
  empty?: string;
  /** Another table than that of all points. */
  table?: Html;
}

const WIDTH = 540;
const HEIGHT = 236;
/** Of the font that axes are labelled in. */
const HALF_LETTER = 3.5;
const PLOT = { left: 48, right: 530, top: 12, bottom: 200 };

export function lineChart(chart: LineChart): Html {
  const { title, unit, note, xLabel, x, series, log, marks, ticks, sync, wide } = chart;
  const drawn = series.filter(({ values }) => values.some((value) => value !== null));
  return html`<figure class="${wide ? 'wide' : ''}">
<h3>${title} <small>${unit}</small></h3>
${note ? html`<p class="soft">${note}</p>` : ''}
${drawn.length === 0 ? html`<p class="soft">${chart.empty ?? 'Nothing was measured.'}</p>` : [svg({ ...chart, series: drawn }), legend(drawn)]}
${drawn.length > 0 && html`<script type="application/json">${json({ xLabel, x, log, marks, ticks, sync, series: drawn })}</script>`}
<details><summary>Numbers</summary><div class="scroll">${chart.table ?? tableOf(chart)}</div></details>
</figure>`;
}

function svg({ title, x, series, log, marks, ticks, xLabel }: LineChart): Html {
  const values = series.flatMap((line) => line.values.filter((value) => value !== null));
  const positive = values.filter((value) => value > 0);
  const across = linear(x[0]!, x.at(-1)!, PLOT.left, PLOT.right, false);
  const up = log
    ? logarithmic(least(positive, 1), most(positive, 10), PLOT.bottom, PLOT.top)
    : linear(0, most(values, 1) || 1, PLOT.bottom, PLOT.top);
  const xTicks = ticks
    ? ticks.at.map((at, i) => [at, ticks.names[i]!] as const)
    : across.ticks.map((at) => [at, number(at)] as const);
  const inside = (value: number) => Math.min(PLOT.right, Math.max(PLOT.left, across.at(value)));
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">
${up.ticks.map((tick) => html`<line class="grid" x1="${PLOT.left}" x2="${PLOT.right}" y1="${px(up.at(tick))}" y2="${px(up.at(tick))}"/><text x="${PLOT.left - 6}" y="${px(up.at(tick) + 4)}" text-anchor="end">${number(tick)}</text>`)}
${(marks ?? []).map((mark) => {
  const from = inside(mark.from);
  return html`<rect class="mark" x="${px(from)}" y="${PLOT.top}" width="${px(Math.max(2, inside(mark.to) - from))}" height="${PLOT.bottom - PLOT.top}"><title>${mark.label}</title></rect>`;
})}
${xTicks.map(([at, name]) => html`<text x="${px(across.at(at))}" y="${PLOT.bottom + 16}" text-anchor="${anchorOf(name, across.at(at))}">${name}</text>`)}
<line class="axis" x1="${PLOT.left}" x2="${PLOT.right}" y1="${PLOT.bottom}" y2="${PLOT.bottom}"/>
<text x="${(PLOT.left + PLOT.right) / 2}" y="${HEIGHT - 3}" text-anchor="middle">${xLabel}</text>
${series.map((line) => path(line, x, across.at, up.at))}
</svg>`;
}

/** A long name at the right edge would be cut off if it stood in the middle. */
function anchorOf(name: string, x: number): string {
  return x + name.length * HALF_LETTER > WIDTH ? 'end' : 'middle';
}

function path(
  { values, colour, dashed, area }: LineSeries,
  x: number[],
  xAt: (v: number) => number,
  yAt: (v: number) => number,
): Html {
  let line = '';
  let fill = '';
  let pen = false;
  let runStart = 0;
  values.forEach((value, i) => {
    if (value === null) {
      if (pen && area) fill += `V${PLOT.bottom}H${px(xAt(x[runStart]!))}Z`;
      pen = false;
      return;
    }
    if (!pen) runStart = i;
    const point = `${pen ? 'L' : 'M'}${px(xAt(x[i]!))} ${px(yAt(value))}`;
    // A point alone is a dot: a line of no length with round ends.
    line += values[i - 1] == null && values[i + 1] == null ? `${point}h0` : point;
    fill += point;
    pen = true;
  });
  if (pen && area) fill += `V${PLOT.bottom}H${px(xAt(x[runStart]!))}Z`;
  return html`${area && html`<path class="area" style="fill:var(--${colour})" d="${fill}"/>`}<path class="line ${dashed ? 'dash' : ''}" style="stroke:var(--${colour})" d="${line}"/>`;
}

function legend(series: LineSeries[]): Html {
  return html`<ul class="legend">${series.map(
    ({ name, colour, dashed }) =>
      html`<li><svg viewBox="0 0 22 10" aria-hidden="true"><path class="line ${dashed ? 'dash' : ''}" style="stroke:var(--${colour})" d="M1 5H21"/></svg>${name}</li>`,
  )}</ul>`;
}

function tableOf({ x, xLabel, series, unit }: LineChart): Html {
  return html`<table><thead><tr><th>${xLabel}</th>${series.map(({ name }) => html`<th>${name}, ${unit}</th>`)}</tr></thead>
<tbody>${x.map((at, i) => html`<tr><td>${number(at)}</td>${series.map(({ values }) => html`<td>${number(values[i])}</td>`)}</tr>`)}</tbody></table>`;
}

const px = (value: number): string => String(Math.round(value * 10) / 10);
const most = (values: number[], otherwise: number): number =>
  values.reduce((a, b) => Math.max(a, b), values[0] ?? otherwise);
const least = (values: number[], otherwise: number): number =>
  values.reduce((a, b) => Math.min(a, b), values[0] ?? otherwise);
