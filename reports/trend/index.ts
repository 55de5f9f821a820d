/** The nights, one after the other: each figure along the time, with the nights at which its level changed. */
import seedrandom from 'seedrandom';
import { type LineChart, lineChart } from '../chart/line.ts';
import { number, plural } from '../page/format.ts';
import { type Html, html } from '../page/html.ts';
import { page } from '../page/page.ts';
import { contents, section } from '../page/section.ts';
import { changePoints } from './change-points.ts';
import type { Night } from './night.ts';

/** A whole HTML file. Nights are in the order they happened. */
export function renderTrend(nights: readonly Night[]): string {
  const last = nights.at(-1);
  if (!last) return page('Nights', html`<header><h1>Nights</h1></header><p>No night has been run yet.</p>`);
  const words = wordsOf(last);
  return page(
    `Nights: ${words}`,
    html`<header><h1>Nights</h1>
<p class="verdict ${last.failures.length === 0 ? 'good' : 'bad'}"><b>Last night: ${words}</b></p>
<p class="soft">${plural(nights.length, 'night')} so far, the last at ${moment(last.at)}, on ${last.database}: head ${short(last.head)} against base ${short(last.base)}. A shaded night begins a new level.</p>
${contents([
  ['last', 'Last night'],
  ['load', 'Under load'],
  ['counters', 'Per order'],
  ['nights', 'All nights'],
])}</header>
${section('last', 'Last night', lastNight(last))}
${section(
  'load',
  'Under load, median over slices',
  charts(nights, ({ figures }) => figures),
)}
${section(
  'counters',
  'Per order, in the simulator at a fixed seed',
  charts(nights, ({ counters }) => counters),
)}
${section('nights', 'All nights', table(nights))}`,
  );
}

const wordsOf = ({ failures }: Night): string => (failures.length === 0 ? 'nothing worse' : 'worse');

/** To the minute. */
const moment = (at: string): string => at.replace(/^(.{10})T(\d\d:\d\d).*$/, '$1 $2');

/** Ten digits of a commit, and whether something was changed since. */
const short = (commit: string): string =>
  commit.slice(0, 10) + (commit.includes('+changes') ? ' with changes' : '');

function lastNight({ failures, warnings, comparisons }: Night): Html {
  return html`${failures.map((failure) => html`<div class="violation"><pre>${failure}</pre></div>`)}${warnings.map((warning) => html`<p class="note">${warning}</p>`)}
<div class="across"><table><thead><tr><th>head against base</th><th>change</th><th>95% interval</th><th>pairs</th></tr></thead>
<tbody>${comparisons.map((c) => html`<tr class="${c.isWorse ? 'bad-ink' : ''}"><td>${c.metric}</td><td>${number(c.effectPercent)}%</td><td>${number(c.lowPercent)}% to ${number(c.highPercent)}%</td><td>${c.pairs}</td></tr>`)}</tbody></table></div>`;
}

type Sides = Record<'base' | 'head', Record<string, number>>;

function charts(nights: readonly Night[], pick: (night: Night) => Sides): Html {
  const names = [...new Set(nights.flatMap((night) => Object.keys(pick(night).head)))];
  return html`<div class="charts">${names.map((name) => lineChart(chartOf(name, nights, pick)))}</div>`;
}

function chartOf(name: string, nights: readonly Night[], pick: (night: Night) => Sides): LineChart {
  const of = (side: 'base' | 'head') => nights.map((night) => pick(night)[side][name] ?? null);
  const values = of('head');
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
    series: [
      { name: 'base', values: of('base'), colour: 's8', dashed: true },
      { name: 'head', values, colour: 's1' },
    ],
    marks: changes.map((night) => ({
      from: night + 0.75,
      to: night + 1.25,
      label: `a new level from ${moment(nights[night]!.at)}`,
    })),
  };
}

/** Figures under load are latencies or rates; counters are per order. */
function unitOf(name: string): string {
  if (name.endsWith(', ms')) return 'ms';
  return name.endsWith('/s') ? 'per second' : 'per order';
}

function table(nights: readonly Night[]): Html {
  return html`<div class="scroll"><table class="left"><thead><tr><th>night</th><th>at</th><th>base</th><th>head</th><th>verdict</th></tr></thead>
<tbody>${nights.map((night, i) => html`<tr><td>${i + 1}</td><td class="name">${moment(night.at)}</td><td><code>${short(night.base)}</code></td><td><code>${short(night.head)}</code></td><td class="${night.failures.length === 0 ? 'good-ink' : 'bad-ink'}">${night.failures.join('; ').slice(0, 300) || wordsOf(night)}</td></tr>`).reverse()}</tbody></table></div>`;
}
