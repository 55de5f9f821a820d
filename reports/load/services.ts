/** The shop from inside: each process's latency, event loop, CPU and memory, and the database's commands. */
import type { LoadResult, Series, ServiceSeries } from '../../harness/run/result.ts';
import { colourOf, lineChart } from '../chart/line.ts';
import { number } from '../page/format.ts';
import { type Html, html } from '../page/html.ts';
import { marksOf, secondsOf } from './time.ts';

/** A table of more cells than this would make the page too big; the processes as a whole are shown then. */
const CELLS_MOST = 3000;

export function services(result: LoadResult): Html {
  const { services: processes, mongo, timeline } = result;
  if (processes.length === 0) return html``;
  const names = [...new Set(processes.map(({ instance }) => serviceOf(instance)))];
  const tooMany = processes.length * timeline.slices > CELLS_MOST;
  const chart = (title: string, unit: string, pick: (process: ServiceSeries) => Series, log = false): Html =>
    lineChart({
      x: secondsOf(timeline),
      xLabel: 'seconds of the run',
      sync: 'time',
      marks: marksOf(result),
      title,
      unit,
      log,
      series: processes.map((process) => ({
        name: process.instance,
        values: pick(process),
        colour: colourOf(names.indexOf(serviceOf(process.instance))),
        dashed: !process.instance.endsWith('-1'),
      })),
      ...(tooMany && { table: summary(processes) }),
    });
  return html`<h2>Services</h2>
<div class="scroll">${summary(processes)}</div>
<div class="charts">
${chart('Server-side latency, p99', 'ms, log', ({ p99Ms }) => p99Ms, true)}
${chart('CPU', 'share of one core', ({ cpu }) => cpu)}
${chart('Event-loop delay, p99', 'ms', ({ loopDelayP99Ms }) => loopDelayP99Ms)}
${chart('MongoDB commands as the service sees them, p99', 'ms, log', ({ mongoP99Ms }) => mongoP99Ms, true)}
</div>
${commands(mongo)}`;
}

const serviceOf = (instance: string): string => instance.replace(/-\d+$/, '');

function summary(processes: ServiceSeries[]): Html {
  const at = (process: ServiceSeries, p: number) =>
    process.latency.points.find(({ percentile }) => percentile === p)?.ms;
  return html`<table><thead><tr><th>process</th><th>requests</th><th>p50, ms</th><th>p99, ms</th><th>max, ms</th><th>CPU, mean cores</th><th>loop delay p99, max ms</th><th>memory, max MB</th></tr></thead>
<tbody>${processes.map(
    (process) =>
      html`<tr><td>${process.instance}</td><td>${process.latency.count}</td><td>${number(at(process, 50))}</td><td>${number(at(process, 99))}</td><td>${number(process.latency.maxMs)}</td><td>${number(mean(process.cpu))}</td><td>${number(highest(process.loopDelayP99Ms))}</td><td>${number(highest(process.rssMb))}</td></tr>`,
  )}</tbody></table>`;
}

function commands(mongo: LoadResult['mongo']): Html {
  const at = (points: { percentile: number; ms: number }[], p: number) =>
    points.find(({ percentile }) => percentile === p)?.ms;
  return html`<h3>MongoDB commands <small>of all services; getMore, which waits by design, is left out</small></h3>
<div class="scroll"><table><thead><tr><th>command</th><th>count</th><th>failed</th><th>p50, ms</th><th>p99, ms</th><th>max, ms</th></tr></thead>
<tbody>${mongo.map(({ command, failed, duration }) => html`<tr><td>${command}</td><td>${duration.count}</td><td>${failed}</td><td>${number(at(duration.points, 50))}</td><td>${number(at(duration.points, 99))}</td><td>${number(duration.maxMs)}</td></tr>`)}</tbody></table></div>`;
}

const known = (values: Series): number[] => values.filter((value) => value !== null);
const mean = (values: Series): number | null => {
  const all = known(values);
  return all.length === 0 ? null : all.reduce((a, b) => a + b, 0) / all.length;
};
const highest = (values: Series): number | null =>
  known(values).reduce<number | null>((a, b) => Math.max(a ?? b, b), null);
