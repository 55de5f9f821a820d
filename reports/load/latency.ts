/** Latency: its distribution, and how it went along the time. */
import type { Flow, LoadResult, Series, Spectrum } from '../../harness/run/result.ts';
import { heatmap } from '../chart/heatmap.ts';
import { colourOf, type LineChart, lineChart } from '../chart/line.ts';
import type { Limit } from '../chart/plot.ts';
import { capital, number } from '../page/format.ts';
import { type Html, html } from '../page/html.ts';
import { section } from '../page/section.ts';
import { limitsOn } from './limits.ts';
import { timeAxis } from './time.ts';
import { ordered } from './words.ts';

const SPECTRUM_TICKS = [50, 90, 99, 99.9, 99.99];
const FIGURES = [50, 90, 95, 99, 99.9, 99.99];

export function latency(result: LoadResult): Html {
  const { timeline, latency: measured, flows, scenario } = result;
  const time = timeAxis(result);
  const limits = limitsOn(result, 'response', ...Object.values(scenario.kinds).map(({ limit }) => limit));
  return section(
    'latency',
    'Latency',
    html`${figuresTable(rowsOf(result))}
<div class="charts">
${lineChart({
  ...time,
  limits,
  title: 'Response over time',
  unit: 'ms, log',
  note: 'All kinds of requests, from when each was due to its answer.',
  log: true,
  series: [
    { name: 'max', values: timeline.maxMs, colour: 'b4', area: true },
    { name: 'p99', values: timeline.p99Ms, colour: 'b3', area: true },
    { name: 'p90', values: timeline.p90Ms, colour: 'b2', area: true },
    { name: 'p50', values: timeline.p50Ms, colour: 'b1', area: true },
  ],
})}
${spectrumChart(
  'Percentile spectrum',
  [...firstKind(result), ['response', measured.response], ['service', measured.service]],
  [...limits, ...limitsOn(result, 'service')],
)}
${heatmap(result.heatmap, timeline.sliceMs, { ...time, limits })}
${Object.entries(flows).map(([name, flow]) => flowChart(name, flow))}
</div>`,
  );

  function flowChart(name: string, flow: Flow): Html {
    const stretched = (values: Series) => time.x.map((_, i) => values[i] ?? null);
    return lineChart({
      ...time,
      title: flowTitle(name, flow),
      note: `${capital(flow.says)}.`,
      limits: limitsOn(result, name),
      unit: 'ms, log',
      log: true,
      series: [
        { name: 'max', values: stretched(flow.maxMs), colour: 'b4', area: true },
        { name: 'p99', values: stretched(flow.p99Ms), colour: 'b3', area: true },
        { name: 'p50', values: stretched(flow.p50Ms), colour: 'b1', area: true },
      ],
    });
  }
}

/** `Completion of orders`. */
export const flowTitle = (name: string, { what }: Flow): string => `${capital(name)} of ${what}`;

/** The kind of request that matters most, by the name of its limits; none when nothing is told of kinds. */
export function firstKind({
  scenario,
  latency,
}: Pick<LoadResult, 'scenario' | 'latency'>): [string, Spectrum | undefined][] {
  const [first] = Object.entries(scenario.kinds);
  return first ? [[first[1].limit, latency.kinds[first[0]]]] : [];
}

/** Latency by percentile, the upper end drawn out: each step to the right is ten times fewer requests. */
export function spectrumChart(
  title: string,
  spectra: [name: string, spectrum: Spectrum | undefined][],
  limits: Limit[] = [],
): Html {
  const percentiles = (spectra.find(([, spectrum]) => spectrum && spectrum.count > 0)?.[1]?.points ?? [])
    .map(({ percentile }) => percentile)
    .filter((p) => p <= SPECTRUM_TICKS.at(-1)!);
  const place = (percentile: number) => -Math.log10(1 - percentile / 100);
  const chart: LineChart = {
    title,
    unit: 'ms, log',
    xLabel: 'percentile: each step to the right is ten times rarer',
    x: percentiles.map(place),
    xNames: percentiles.map((p) => `p${p}`),
    ticks: { at: SPECTRUM_TICKS.map(place), names: SPECTRUM_TICKS.map((p) => `p${p}`) },
    log: true,
    limits,
    series: spectra.map(([name, spectrum], i) => ({
      name,
      colour: colourOf(i),
      values: percentiles.map((p) => at(spectrum, p) ?? null),
    })),
  };
  return lineChart(chart);
}

/** Those without an end are in no percentile. */
type Row = [name: string, says: string, spectrum: Spectrum | undefined, unfinished?: number];

function rowsOf({ latency: { kinds, ...all }, flows, requests, scenario }: LoadResult): Row[] {
  return [
    ...ordered(Object.keys(kinds), scenario.kinds).map(
      (kind): Row => [kind, scenario.kinds[kind]?.says ?? '', kinds[kind], requests.kinds[kind]?.unfinished],
    ),
    ['response', 'all of these, from when each was due to its answer', all.response, requests.unfinished],
    ['service', 'all of these, from when each was sent to its answer', all.service],
    ...Object.entries(flows).map(
      ([name, { says, all: times, unfinished }]): Row => [name, says, times, unfinished],
    ),
    ['queue', 'the wait for a free connection of the driver', all.queue],
    ['send lag', 'how late the driver itself was: part of response', all.sendLag],
  ];
}

function figuresTable(rows: Row[]): Html {
  const someOpen = rows.some(([, , , unfinished]) => (unfinished ?? 0) > 0);
  return html`<div class="across" tabindex="0"><table><thead><tr><th>ms</th><th>count</th>${someOpen && html`<th>without an end</th>`}<th>mean</th>${FIGURES.map((p) => html`<th>p${p}</th>`)}<th>max</th></tr></thead>
<tbody>${rows.map(
    ([name, says, spectrum, unfinished]) =>
      html`<tr><td class="name">${name} <small>${says}</small></td><td>${number(spectrum?.count ?? 0)}</td>${someOpen && html`<td>${number(unfinished)}</td>`}<td>${number(spectrum?.count ? spectrum.meanMs : null)}</td>${FIGURES.map((p) => html`<td>${number(at(spectrum, p))}</td>`)}<td>${number(spectrum?.count ? spectrum.maxMs : null)}</td></tr>`,
  )}</tbody></table></div>`;
}

/** The latency at a percentile; undefined where nothing was measured. */
export const at = (spectrum: Spectrum | undefined, p: number): number | undefined =>
  spectrum?.points.find(({ percentile }) => percentile === p)?.ms;
