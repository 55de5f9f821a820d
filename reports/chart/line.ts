/** A chart of lines: drawn for every reader, with its data beside it for crosshair and zoom, and in a table. */
import { number } from '../page/format.ts';
import { type Html, html, json } from '../page/html.ts';
import { legend } from './legend.ts';
import { type PlotData, plot } from './plot.ts';
import type { Colour, LineSeries } from './series.ts';
import { timeLabel, timeName } from './time.ts';

/** The n-th of the eight, from 0, beginning again after the last. */
export const colourOf = (n: number): Colour => `s${(n % 8) + 1}` as Colour;

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

export function lineChart(chart: LineChart): Html {
  const { title, unit, note, wide, empty, table } = chart;
  const series = chart.series
    .filter(({ values }) => values.some((value) => value !== null))
    .map((line) => ({ ...line, values: line.values.map(shortened) }));
  const heading = html`<h3>${title} <small>${unit}</small></h3>${note && html`<p class="soft">${note}</p>`}`;
  if (series.length === 0)
    return html`<figure class="${wide && 'wide'}">${heading}<p class="soft">${empty ?? 'Nothing was measured.'}</p></figure>`;
  const { x, xNames, span, xIs, ticks, log, marks, limits, sync } = chart;
  const data: PlotData = { x, xNames, span, xIs, ticks, series, log, marks, limits, sync };
  return html`<figure class="${wide && 'wide'}">
${heading}
<div class="plot" role="img" aria-label="${title}, ${unit}: ${series.map(({ name, group }) => [group, name].filter(Boolean).join(' ')).join(', ')}. The table below has its numbers.">${plot(data)}</div>
<p class="x-label">${xLabelOf(chart)}</p>
${legend(series)}
<script type="application/json">${json(data)}</script>
<details><summary>Numbers</summary><div class="scroll" tabindex="0">${table ?? tableOf(chart, series)}</div></details>
</figure>`;
}

/** More digits than can be seen would make up most of a long page. */
const shortened = (value: number | null): number | null =>
  value === null ? null : Number(value.toPrecision(4));

export function xLabelOf({ xLabel, xIs, span, x }: LineChart): string {
  return xLabel ?? (xIs === 'time' ? timeLabel(span?.[1] ?? x.at(-1) ?? 0) : '');
}

function tableOf(chart: LineChart, series: LineSeries[]): Html {
  const { x, xIs, unit, span, xNames } = chart;
  const longest = span?.[1] ?? x.at(-1) ?? 0;
  const nameOf = (at: number, i: number) =>
    xNames?.[i] ?? (xIs === 'time' ? timeName(at, longest) : number(at));
  return html`<table><thead><tr><th>${xLabelOf(chart)}</th>${series.map(({ name, group }) => html`<th>${group} ${name}, ${unit.replace(', log', '')}</th>`)}</tr></thead>
<tbody>${x.map((at, i) => html`<tr><td>${nameOf(at, i)}</td>${series.map(({ values }) => html`<td>${number(values[i])}</td>`)}</tr>`)}</tbody></table>`;
}
