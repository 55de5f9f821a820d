/** Latency: its distribution, and how it went along the time. */
import type { LoadResult, Spectrum } from '../../harness/run/result.ts';
import { heatmap } from '../chart/heatmap.ts';
import { colourOf, type LineChart, lineChart } from '../chart/line.ts';
import { number } from '../page/format.ts';
import { type Html, html } from '../page/html.ts';
import { marksOf, secondsOf } from './time.ts';

const SPECTRUM_TICKS = [0, 50, 90, 99, 99.9, 99.99];
const FIGURES = [50, 90, 95, 99, 99.9, 99.99];

export function latency(result: LoadResult): Html {
  const { timeline, latency: measured, completion, projection } = result;
  const x = secondsOf(timeline);
  const time = { x, xLabel: 'seconds of the run', sync: 'time', marks: marksOf(result) };
  return html`<h2>Latency</h2>
${figuresTable({ ...measured.kinds, 'all, response': measured.response, 'all, service': measured.service, completion: completion.all, projection: projection.all, 'wait for a connection': measured.queue, 'send lag': measured.sendLag })}
<div class="charts">
${spectrumChart('Percentile spectrum', [
  ['response', measured.response],
  ['service', measured.service],
])}
${lineChart({
  ...time,
  title: 'Response over time',
  unit: 'ms, log',
  note: 'From when a request was due to its answer.',
  log: true,
  series: [
    { name: 'max', values: timeline.maxMs, colour: 'b4', area: true },
    { name: 'p99', values: timeline.p99Ms, colour: 'b3', area: true },
    { name: 'p90', values: timeline.p90Ms, colour: 'b2', area: true },
    { name: 'p50', values: timeline.p50Ms, colour: 'b1', area: true },
  ],
})}
${heatmap(result.heatmap, timeline.sliceMs)}
${flowChart('Order completion', 'From the 202 to the end of the order.', completion)}
${flowChart('Projection lag', 'From the timestamp of an event to the view that shows it.', projection)}
</div>`;

  function flowChart(title: string, note: string, flow: LoadResult['completion']): Html {
    const stretched = (values: (number | null)[]) => x.map((_, i) => values[i] ?? null);
    return lineChart({
      ...time,
      title,
      note,
      unit: 'ms, log',
      log: true,
      series: [
        { name: 'max', values: stretched(flow.maxMs), colour: 's6' },
        { name: 'p99', values: stretched(flow.p99Ms), colour: 's2' },
        { name: 'p50', values: stretched(flow.p50Ms), colour: 's1' },
      ],
    });
  }
}

/** Latency by percentile, the upper end drawn out: each step to the right is ten times fewer requests. */
export function spectrumChart(title: string, spectra: [name: string, spectrum: Spectrum][]): Html {
  const percentiles = (spectra.find(([, { count }]) => count > 0)?.[1].points ?? [])
    .map(({ percentile }) => percentile)
    .filter((p) => p <= 99.99);
  const place = (percentile: number) => -Math.log10(1 - percentile / 100);
  const chart: LineChart = {
    title,
    unit: 'ms, log',
    xLabel: 'percentile',
    x: percentiles.map(place),
    ticks: { at: SPECTRUM_TICKS.map(place), names: SPECTRUM_TICKS.map((p) => (p === 0 ? '0' : `p${p}`)) },
    log: true,
    series: spectra.map(([name, { points }], i) => ({
      name,
      colour: colourOf(i),
      values: percentiles.map((p) => points.find(({ percentile }) => percentile === p)?.ms ?? null),
    })),
  };
  const table = html`<table><thead><tr><th>percentile</th>${spectra.map(([name]) => html`<th>${name}, ms</th>`)}</tr></thead>
<tbody>${percentiles.map((p, i) => html`<tr><td>p${p}</td>${chart.series.map(({ values }) => html`<td>${number(values[i])}</td>`)}</tr>`)}</tbody></table>`;
  return lineChart({ ...chart, table });
}

export function figuresTable(spectra: Record<string, Spectrum>): Html {
  return html`<div class="scroll"><table><thead><tr><th>ms</th><th>count</th><th>mean</th>${FIGURES.map((p) => html`<th>p${p}</th>`)}<th>max</th></tr></thead>
<tbody>${Object.entries(spectra).map(
    ([name, { count, meanMs, maxMs, points }]) =>
      html`<tr><td>${name}</td><td>${count}</td><td>${number(count ? meanMs : null)}</td>${FIGURES.map((p) => html`<td>${number(points.find(({ percentile }) => percentile === p)?.ms)}</td>`)}<td>${number(count ? maxMs : null)}</td></tr>`,
  )}</tbody></table></div>`;
}
