/** Two runs side by side, with what differs. */
import type { LoadResult, Spectrum } from '../../harness/run/result.ts';
import { lineChart } from '../chart/line.ts';
import { change, number } from '../page/format.ts';
import { type Html, html } from '../page/html.ts';
import { page } from '../page/page.ts';
import { environmentRows } from './environment.ts';
import { spectrumChart } from './latency.ts';
import { secondsOf } from './time.ts';
import { verdict } from './verdict.ts';

const FIGURES = [50, 90, 99, 99.9];

/** A whole HTML file. */
export function renderComparison(a: LoadResult, b: LoadResult): string {
  const title = `Load: ${a.startedAt} against ${b.startedAt}`;
  return page(
    title,
    html`<header><h1>${title}</h1><p class="soft">A is the first file, B the second; a difference is from A to B.</p></header>
<h2>Verdict of A</h2>${verdict(a)}
<h2>Verdict of B</h2>${verdict(b)}
<h2>Figures</h2>${figures(a, b)}
<div class="charts">
${spectrumChart('Response, by percentile', [
  ['A', a.latency.response],
  ['B', b.latency.response],
])}
${spectrumChart('Acceptance of orders, by percentile', [
  ['A', a.latency.kinds.order ?? EMPTY],
  ['B', b.latency.kinds.order ?? EMPTY],
])}
${overTime('Response p99 over time', 'ms, log', true, a, b, ({ timeline }) => timeline.p99Ms)}
${overTime('Answered', 'requests/s', false, a, b, ({ timeline }) => timeline.done.map((count) => (count * 1000) / timeline.sliceMs))}
${overTime('Order completion p99', 'ms, log', true, a, b, ({ completion }) => completion.p99Ms)}
${overTime('Projection lag p99', 'ms, log', true, a, b, ({ projection }) => projection.p99Ms)}
</div>
<h2>Environment</h2>${environments(a, b)}`,
  );
}

const EMPTY: Spectrum = { count: 0, meanMs: 0, maxMs: 0, points: [], hdr: '' };

function figures(a: LoadResult, b: LoadResult): Html {
  const spectra = (run: LoadResult): Record<string, Spectrum> => ({
    accept: run.latency.kinds.order ?? EMPTY,
    response: run.latency.response,
    service: run.latency.service,
    completion: run.completion.all,
    projection: run.projection.all,
  });
  const at = ({ points }: Spectrum, p: number) => points.find(({ percentile }) => percentile === p)?.ms;
  const before = spectra(a);
  const after = spectra(b);
  const rows = Object.keys(before).flatMap((name) =>
    FIGURES.map((p): [string, number | undefined, number | undefined] => [
      `${name} p${p}, ms`,
      at(before[name]!, p),
      at(after[name]!, p),
    ]),
  );
  rows.push(['requests answered/s', answeredPerS(a), answeredPerS(b)]);
  rows.push(['orders confirmed', a.orders.confirmed, b.orders.confirmed]);
  return html`<table><thead><tr><th></th><th>A</th><th>B</th><th>difference</th></tr></thead>
<tbody>${rows.map(([name, from, to]) => html`<tr><td>${name}</td><td>${number(from)}</td><td>${number(to)}</td><td>${change(from, to)}</td></tr>`)}</tbody></table>`;
}

function answeredPerS({ timeline, settings }: LoadResult): number {
  return (timeline.done.reduce((x, y) => x + y, 0) * 1000) / settings.drivenMs;
}

function overTime(
  title: string,
  unit: string,
  log: boolean,
  a: LoadResult,
  b: LoadResult,
  pick: (run: LoadResult) => (number | null)[],
): Html {
  const longer = a.timeline.slices >= b.timeline.slices ? a : b;
  const x = secondsOf(longer.timeline);
  const stretched = (run: LoadResult) => {
    const values = pick(run);
    // Runs of unequal slices share the axis: each place takes the value of the slice it lies in.
    return x.map((s) => values[Math.floor((s * 1000) / run.timeline.sliceMs)] ?? null);
  };
  return lineChart({
    title,
    unit,
    log,
    x,
    xLabel: 'seconds of the run',
    sync: 'time',
    series: [
      { name: 'A', values: stretched(a), colour: 's1' },
      { name: 'B', values: stretched(b), colour: 's2' },
    ],
  });
}

function environments(a: LoadResult, b: LoadResult): Html {
  const after = new Map(environmentRows(b));
  return html`<table class="left"><thead><tr><th></th><th>A</th><th>B</th></tr></thead>
<tbody>${environmentRows(a).map(([name, value]) => html`<tr class="${value === after.get(name) ? '' : 'warn-ink'}"><td>${name}</td><td>${value}</td><td>${after.get(name)}</td></tr>`)}</tbody></table>`;
}
