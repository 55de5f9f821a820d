/** Two runs under load against each other: whether they can be compared, what is better and what worse, and how. */
import type { LoadResult, Series } from '../../harness/run/result.ts';
import { lineChart } from '../chart/line.ts';
import { environmentRows } from '../load/environment.ts';
import { firstKind, flowTitle, spectrumChart } from '../load/latency.ts';
import { perSecond, timeAxis } from '../load/time.ts';
import { opening } from '../load/verdict.ts';
import { capital } from '../page/format.ts';
import { type Html, html } from '../page/html.ts';
import { page } from '../page/page.ts';
import { contents, section } from '../page/section.ts';
import { type Comparability, comparability } from './comparable.ts';
import { compareFigures } from './figures.ts';
import { namesOf } from './names.ts';
import { summary, tables } from './tables.ts';

/** A whole HTML file. */
export function renderComparison(before: LoadResult, after: LoadResult): string {
  const names = namesOf(before, after);
  const can = comparability(before, after);
  const figures = compareFigures(before, after);
  const isFit = can.barriers.length === 0;
  const title = `Load: ${names[0]} against ${names[1]}`;
  return page(
    title,
    html`<header><h1>Load: <span class="s1-ink">${names[0]}</span> against <span class="s2-ink">${names[1]}</span></h1>
${canBe(can)}
${isFit && summary(figures, names)}
${contents([
  ['figures', isFit ? 'Better and worse' : 'Figures'],
  ['charts', 'Charts'],
  ['verdicts', 'Verdicts'],
  ['environment', 'Environment'],
])}</header>
${section('figures', isFit ? 'Better and worse' : 'Figures, which cannot be compared', tables(figures, names, isFit))}
${section('charts', 'Charts', charts([before, after], names))}
${section('verdicts', 'Verdicts', html`${[before, after].map((run, i) => html`<h3>${names[i]}</h3>${opening(run)}`)}`)}
${section('environment', 'Environment', environments(before, after, names))}`,
  );
}

function canBe({ barriers, cares }: Comparability): Html {
  if (barriers.length > 0)
    return html`<p class="verdict bad"><b>These two cannot be compared:</b> ${barriers.join('; ')}.</p>`;
  if (cares.length > 0)
    return html`<p class="verdict warn"><b>These two can be compared with care:</b> machine, database and load are the same, but ${cares.join('; ')}.</p>`;
  return html`<p class="verdict good"><b>These two can be compared:</b> machine, database, load and settings are the same.</p>`;
}

type Two<T> = readonly [T, T];

function charts(runs: Two<LoadResult>, names: Two<string>): Html {
  const spectra = (pick: (run: LoadResult) => LoadResult['latency']['response'] | undefined) =>
    runs.map((run, i) => [names[i]!, pick(run)] as [string, ReturnType<typeof pick>]);
  const [before] = runs;
  return html`<div class="charts">
${firstKind(before).map(([name]) =>
  spectrumChart(
    `${capital(name)}, by percentile`,
    spectra((run) => firstKind(run)[0]?.[1]),
  ),
)}
${spectrumChart(
  'Response, by percentile',
  spectra(({ latency }) => latency.response),
)}
${overTime('Response p99 over time', 'ms, log', runs, names, ({ timeline }) => timeline.p99Ms)}
${overTime('Answered', 'requests/s', runs, names, (run) => perSecond(run.timeline.done, run))}
${Object.entries(before.flows).map(([name, flow]) =>
  overTime(`${flowTitle(name, flow)}, p99`, 'ms, log', runs, names, (run) => run.flows[name]?.p99Ms ?? []),
)}
</div>`;
}

function overTime(
  title: string,
  unit: string,
  [before, after]: Two<LoadResult>,
  names: Two<string>,
  pick: (run: LoadResult) => Series,
): Html {
  const longer = before.timeline.slices >= after.timeline.slices ? before : after;
  const { x, xIs, span } = timeAxis(longer);
  const stretched = (run: LoadResult) => {
    const values = pick(run);
    // Runs of unequal slices share the axis: each place takes the value of the slice it lies in.
    return x.map((s) => values[Math.floor((s * 1000) / run.timeline.sliceMs)] ?? null);
  };
  return lineChart({
    ...{ title, unit, x, xIs, span, sync: 'time', log: unit.endsWith('log') },
    series: [
      { name: names[0], values: stretched(before), colour: 's1' },
      { name: names[1], values: stretched(after), colour: 's2', dashed: true },
    ],
  });
}

/** Of each run its own, whatever it ran on. */
const DIFFERS_ALWAYS = new Set(['started', 'driver busy']);

function environments(before: LoadResult, after: LoadResult, names: Two<string>): Html {
  const other = new Map(environmentRows(after));
  return html`<p class="soft">What differs is coloured.</p><div class="across" tabindex="0"><table class="left"><thead><tr><th></th>${names.map((name) => html`<th>${name}</th>`)}</tr></thead>
<tbody>${environmentRows(before).map(([name, value]) => html`<tr class="${value !== other.get(name) && !DIFFERS_ALWAYS.has(name) && 'warn-ink'}"><td>${name}</td><td>${value}</td><td>${other.get(name)}</td></tr>`)}</tbody></table></div>`;
}
