/** The whole run on one straight axis: faults, the likelihood of failure, and where a reader is. */
import type { Explanation } from '../../harness/explanation/index.ts';
import { type PlotData, percent, plot } from '../chart/plot.ts';
import { cut } from '../page/format.ts';
import { type Html, html } from '../page/html.ts';
import { chiefFaults, type Index } from './items.ts';
import { hash } from './link.ts';
import { faultName, moment } from './words.ts';

const NAME_MOST = 20;

/** Of the extent of what matters, on either side. */
const MARGIN = 0.12;

/**
 * From before the first thing that matters to after the last, in milliseconds: a run is seconds of set-up and of coming to
 * rest, between which what matters would be a line.
 */
function extentOf(explanation: Explanation): readonly [fromMs: number, toMs: number] {
  const { fromMs, toMs, window, faults, messages, events, violation, likelihood } = explanation;
  if (window) return [window.fromMs, window.toMs];
  const chief = chiefFaults(explanation);
  // What set-up wrote concerns it as well, and says nothing of when it broke.
  const isIn = (ms: number) => ms >= 0;
  const moments = [
    ...faults.filter(({ id }) => chief.has(id)).map((fault) => fault.fromMs),
    ...messages
      .filter(({ strong }) => strong)
      .map(({ sentMs }) => sentMs)
      .filter(isIn),
    ...events
      .filter(({ strong }) => strong)
      .map(({ atMs }) => atMs)
      .filter(isIn),
    ...(violation ? [violation.atMs] : []),
    ...(likelihood?.jump ? [likelihood.jump.fromMs, likelihood.jump.toMs] : []),
  ];
  if (moments.length < 2) return [fromMs, toMs];
  const [first, last] = [Math.min(...moments), Math.max(...moments)];
  const margin = MARGIN * (last - first);
  return [Math.max(fromMs, first - margin), Math.min(toMs, last + margin)];
}

function overviewData(explanation: Explanation, [fromMs, toMs]: readonly [number, number]): PlotData {
  const { faults, likelihood } = explanation;
  const chief = chiefFaults(explanation);
  const [from, to] = [fromMs / 1000, toMs / 1000];
  const points = (likelihood?.points ?? []).filter(({ of }) => of > 0);
  const shares = points.map(({ failed, of }) => Math.round((1000 * failed) / of) / 10);
  return {
    x: points.map(({ atMs }) => atMs / 1000),
    span: [from, to],
    xIs: 'time',
    series: points.length > 0 ? [{ name: 'fail as well', values: shares, colour: 's6' }] : [],
    marks: faults
      .filter(({ id }) => chief.has(id))
      .map((fault) => ({
        from: fault.fromMs / 1000,
        to: Math.min(fault.toMs / 1000, to),
        label: cut(faultName(fault), NAME_MOST),
      })),
  };
}

export function overview(explanation: Explanation, { byId }: Index): Html {
  const { likelihood, violation } = explanation;
  const extent = extentOf(explanation);
  const data = overviewData(explanation, extent);
  const [from, to] = data.span!;
  const place = (ms: number): number => Math.min(1, Math.max(0, (ms / 1000 - from) / (to - from || 1)));
  const jump = likelihood?.jump ?? null;
  const shown = data.marks!.length;
  const shaded =
    shown === explanation.faults.length
      ? shown === 0
        ? 'without faults'
        : 'shaded: faults'
      : `shaded: ${shown} of ${explanation.faults.length} faults, those that struck what concerns it`;
  const event = jump?.event != null && byId.has(jump.event) ? jump.event : null;
  return html`<figure class="overview${data.series.length === 0 && ' bare'}${data.marks?.length === 0 && ' calm'}" data-from="${extent[0]}" data-to="${extent[1]}">
<h3>${likelihood ? 'How likely it is to fail, from each moment on' : 'The run'} <small>${
    likelihood ? 'of runs that are the same until then and drawn anew after it, % that fail as well; ' : ''
  }${shaded}</small></h3>
<div class="plot" role="img" aria-label="Faults and the likelihood of failure over the time of the run">${plot(data)}${
    jump &&
    html`<a class="jump" href="${event === null ? '#happened' : hash(event)}" data-ms="${jump.toMs}" style="left:${percent(place(jump.fromMs))};width:max(5px, ${percent(place(jump.toMs) - place(jump.fromMs))})" title="Here it became inevitable: go there"></a>`
  }${violation && html`<i class="broke" style="left:${percent(place(violation.atMs))}" title="violation"></i>`}</div>
<p class="x-label">seconds of the run</p>
${jump && html`<p class="jump-says">${jumpSays(explanation)} <a href="${event === null ? '#happened' : hash(event)}" data-ms="${jump.toMs}">Go there</a></p>`}
${likelihood && html`<details><summary>Numbers</summary><div class="scroll" tabindex="0"><table><thead><tr><th>from</th><th>failed</th><th>of</th></tr></thead><tbody>${likelihood.points.map(({ atMs, failed, of }) => html`<tr><td>${moment(atMs)}</td><td>${failed}</td><td>${of}</td></tr>`)}</tbody></table></div></details>`}
</figure>`;
}

/** Between which two moments it rises, and from what to what. */
function jumpSays({ likelihood }: Explanation): string {
  const { points, jump } = likelihood!;
  const share = (ms: number): string => {
    const point = points.findLast(({ atMs, of }) => atMs <= ms && of > 0) ?? points[0];
    return point === undefined || point.of === 0 ? '?' : `${Math.round((100 * point.failed) / point.of)}%`;
  };
  return `It became inevitable between ${moment(jump!.fromMs)} and ${moment(jump!.toMs)}: until then ${share(jump!.fromMs)} of other futures fail, from then on ${share(jump!.toMs)}.`;
}
