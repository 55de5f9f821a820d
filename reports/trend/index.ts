/** The nights, one after the other: each figure along the time, with the nights at which its level changed. */
import seedrandom from 'seedrandom';
import { type LineChart, lineChart } from '../chart/line.ts';
import { number } from '../page/format.ts';
import { type Html, html } from '../page/html.ts';
import { page } from '../page/page.ts';
import { changePoints } from './change-points.ts';
import type { Night } from './night.ts';

/** A whole HTML file. Nights are in the order they happened. */
export function renderTrend(nights: readonly Night[]): string {
  const last = nights.at(-1);
  return page(
    'Nights',
    html`<header><h1>Nights</h1><p class="soft">${nights.length} so far${last ? html`, the last at ${last.at}, on ${last.database}` : ''}. A shaded night begins a new level.</p></header>
${last ? [lastNight(last), charts('Under load, median over slices of head', nights, ({ figures }) => figures.head), charts('Per order, in the simulator at a fixed seed', nights, ({ counters }) => counters.head), table(nights)] : html`<p>No night has been run yet.</p>`}`,
  );
}

function lastNight({ failures, warnings, comparisons }: Night): Html {
  return html`<div class="tiles"><div class="tile ${failures.length === 0 ? 'good' : 'bad'}"><span class="soft">Last night</span><b>${failures.length === 0 ? 'nothing worse' : 'worse'}</b></div></div>
${failures.map((failure) => html`<div class="violation"><pre>${failure}</pre></div>`)}${warnings.map((warning) => html`<p class="note">${warning}</p>`)}
<table><thead><tr><th>head against base</th><th>change</th><th>95% interval</th><th>pairs</th></tr></thead>
<tbody>${comparisons.map((c) => html`<tr class="${c.isWorse ? 'bad-ink' : ''}"><td>${c.metric}</td><td>${number(c.effectPercent)}%</td><td>${number(c.lowPercent)}% to ${number(c.highPercent)}%</td><td>${c.pairs}</td></tr>`)}</tbody></table>`;
}

function charts(
  title: string,
  nights: readonly Night[],
  pick: (night: Night) => Record<string, number>,
): Html {
  const names = [...new Set(nights.flatMap((night) => Object.keys(pick(night))))];
  return html`<h2>${title}</h2><div class="charts">${names.map((name) => lineChart(chartOf(name, nights, pick)))}</div>`;
}

function chartOf(
  name: string,
  nights: readonly Night[],
  pick: (night: Night) => Record<string, number>,
): LineChart {
  const values = nights.map((night) => pick(night)[name] ?? null);
  const known = values.flatMap((value, night) => (value === null ? [] : [{ value, night }]));
  // The same nights always show the same changes.
  const changes = changePoints(
    known.map(({ value }) => value),
    seedrandom(name),
  ).map((at) => known[at]!.night);
  return {
    title: name.replace(/, ms$/, ''),
    unit: unitOf(name),
    xLabel: 'night',
    xIs: 'count',
    x: nights.map((_, i) => i + 1),
    sync: 'nights',
    series: [{ name: 'head', values, colour: 's1' }],
    marks: changes.map((night) => ({
      from: night + 0.75,
      to: night + 1.25,
      label: `a new level from ${nights[night]!.at}`,
    })),
  };
}

/** Figures under load are latencies or rates; counters are per order. */
function unitOf(name: string): string {
  if (name.endsWith(', ms')) return 'ms';
  return name.endsWith('/s') ? 'per second' : 'per order';
}

function table(nights: readonly Night[]): Html {
  return html`<h2>All nights</h2><div class="scroll"><table class="left"><thead><tr><th>night</th><th>at</th><th>base</th><th>head</th><th>verdict</th></tr></thead>
<tbody>${nights.map((night, i) => html`<tr><td>${i + 1}</td><td>${night.at}</td><td><code>${night.base.slice(0, 10)}</code></td><td><code>${night.head.slice(0, 10)}</code></td><td class="${night.failures.length === 0 ? 'good-ink' : 'bad-ink'}">${night.failures.length === 0 ? 'nothing worse' : night.failures.join('; ').slice(0, 300)}</td></tr>`).reverse()}</tbody></table></div>`;
}
