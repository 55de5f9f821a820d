/** What was sent and what came back: throughput, answers, errors, chaos. */
import type { LoadResult } from '../../harness/run/result.ts';
import { colourOf, lineChart } from '../chart/line.ts';
import { seconds } from '../page/format.ts';
import { type Html, html } from '../page/html.ts';
import { marksOf, secondsOf } from './time.ts';

export function traffic(result: LoadResult): Html {
  const { timeline, chaos } = result;
  const time = { x: secondsOf(timeline), xLabel: 'seconds of the run', sync: 'time', marks: marksOf(result) };
  const perS = (counts: number[]) => counts.map((count) => (count * 1000) / timeline.sliceMs);
  return html`<h2>Traffic</h2>
<div class="charts">
${lineChart({
  ...time,
  title: 'Throughput against the schedule',
  unit: 'requests/s',
  series: [
    { name: 'due', values: perS(timeline.due), colour: 's8', dashed: true },
    { name: 'sent', values: perS(timeline.sent), colour: 's5' },
    { name: 'answered', values: perS(timeline.done), colour: 's1' },
  ],
})}
${lineChart({
  ...time,
  title: 'Errors by kind',
  unit: 'errors/s',
  empty: 'There were none.',
  note: 'No answer (refused, reset, timeout, unfinished) or a 5xx, when it was known.',
  series: Object.entries(timeline.failures).map(([name, counts], i) => ({
    name,
    values: perS(counts),
    colour: colourOf(i),
  })),
})}
</div>
${answers(result.counts)}
${chaos.length > 0 && chaosTable(chaos)}`;
}

function answers(counts: Record<string, number>): Html {
  const rows = Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1));
  return html`<h3>Answers by kind of request</h3><div class="scroll"><table><thead><tr><th>request and answer</th><th>count</th></tr></thead>
<tbody>${rows.map(([name, count]) => html`<tr><td>${name}</td><td>${count}</td></tr>`)}</tbody></table></div>`;
}

function chaosTable(chaos: LoadResult['chaos']): Html {
  return html`<h3>Chaos <small>shaded in the charts</small></h3><table class="left"><thead><tr><th>at</th><th>what</th><th>whom</th><th>for</th></tr></thead>
<tbody>${chaos.map(({ atMs, durationMs, kind, instance }) => html`<tr><td>${seconds(atMs)}</td><td>${kind}</td><td>${instance}</td><td>${seconds(durationMs)}</td></tr>`)}</tbody></table>`;
}
