/** What each service counted of itself at `/metrics`, in its own words. */
import type { LoadResult, ServiceMetrics } from '../../harness/run/result.ts';
import { number } from '../page/format.ts';
import { type Html, html } from '../page/html.ts';
import { section } from '../page/section.ts';
import { ordered } from './words.ts';

type Measure = ServiceMetrics['measures'][number];

export const hasMetrics = ({ metrics = [] }: LoadResult): boolean => metrics.length > 0;

export function metrics(result: LoadResult): Html {
  const { metrics: told = [], scenario } = result;
  if (!hasMetrics(result)) return html``;
  const byName = new Map(told.map((one) => [one.service, one]));
  return section(
    'metrics',
    'Metrics',
    html`<p class="soft">What each service says of itself at <code>/metrics</code>: by how much it grew from the begin of the time measured until all had come to rest, of all its processes together; what is no count as it stood then, the highest of a process. Times are as exact as their buckets.</p>
${ordered(byName.keys(), scenario.services).map((name) => ofService(byName.get(name)!))}`,
  );
}

function ofService({ service, processes, measures }: ServiceMetrics): Html {
  const flawed = processes.filter(({ flaw }) => flaw !== null);
  return html`<details><summary>${service} <small>${costs(processes)}</small></summary>
${flawed.map(({ instance, flaw }) => html`<p class="note">${instance} ${flaw}</p>`)}
${measures.filter(({ kind }) => kind === 'spread').map(spread)}
${plain(measures.filter(({ kind }) => kind !== 'spread'))}</details>`;
}

function costs(processes: ServiceMetrics['processes']): string {
  const told = processes.flatMap(({ tookMs, bytes }) =>
    tookMs === null || bytes === null ? [] : [{ tookMs, bytes }],
  );
  if (told.length === 0) return 'none of its processes answered';
  const most = (pick: (one: { tookMs: number; bytes: number }) => number) =>
    number(Math.max(...told.map(pick)));
  return `a scrape took ${most(({ tookMs }) => tookMs)} ms, and was ${most(({ bytes }) => bytes / 1000)} KB`;
}

/** How many, and how long or large: a table for each, by its labels. */
function spread({ name, says, rows }: Measure): Html {
  const unit = /_seconds$/.test(name) ? 'ms' : '';
  const shown = (value: number | null | undefined) =>
    value === null || value === undefined ? '–' : number(unit === 'ms' ? value * 1000 : value);
  const labels = [...new Set(rows.flatMap((row) => Object.keys(row.labels)))];
  const sorted = [...rows].sort((a, b) => b.value - a.value);
  return html`<h3><code>${name}</code> <small>${says}</small></h3>
<div class="across" tabindex="0"><table><thead><tr><th>${labels.join(' ')}</th><th>count</th>${['mean', 'p50', 'p99'].map((what) => html`<th>${what}${unit && `, ${unit}`}</th>`)}</tr></thead>
<tbody>${sorted.map(({ labels: of, value, sum = 0, p50, p99 }) => html`<tr><td class="name">${valuesOf(of)}</td><td>${number(value)}</td><td>${shown(sum / value)}</td><td>${shown(p50)}</td><td>${shown(p99)}</td></tr>`)}</tbody></table></div>`;
}

const valuesOf = (labels: Readonly<Record<string, string>>): string =>
  Object.values(labels).filter(Boolean).join(' ');

/** All else in one table. */
function plain(measures: readonly Measure[]): Html {
  if (measures.length === 0) return html``;
  return html`<h3>Counts and levels</h3>
<div class="across" tabindex="0"><table><thead><tr><th>metric</th><th>of</th><th>grew by</th><th>stood at</th></tr></thead>
<tbody>${measures.map(({ name, says, kind, rows }) =>
    rows.map(
      ({ labels, value }, i) =>
        html`<tr><td class="name"><code>${name}</code> ${i === 0 && html`<small>${says}</small>`}</td><td class="name">${valuesOf(labels)}</td><td>${kind === 'counts' && number(value)}</td><td>${kind === 'level' && number(value)}</td></tr>`,
    ),
  )}</tbody></table></div>`;
}
