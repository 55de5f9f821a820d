import { colourOf, lineChart } from '../chart/line.js';
import { number, seconds } from '../page/format.js';
import { html } from '../page/html.js';
import { section } from '../page/section.js';
import { limitsOn } from './limits.js';
import { perSecond, timeAxis } from './time.js';
import { ANSWERS, FAILURES, ordered } from './words.js';
export function traffic(result) {
    const { timeline, settings, flows } = result;
    const time = timeAxis(result);
    const rate = (counts) => perSecond(counts, result);
    // Of those that had an end in a slice; where none had, there is no share.
    const ended = timeline.done.map((done, i) => done + sum(Object.values(timeline.failures).map((of) => of[i] ?? 0)));
    return section('traffic', 'Traffic', html `<div class="charts">
${lineChart({
        ...time,
        title: settings.model === 'closed' ? 'Throughput' : 'Throughput against the schedule',
        unit: 'requests/s',
        limits: limitsOn(result, 'throughput'),
        series: [
            // In a closed loop a request is due when there is somebody free to send it: the same line twice.
            ...(settings.model === 'closed'
                ? []
                : [{ name: 'due', values: rate(timeline.due), colour: 's8', dashed: true }]),
            { name: 'sent', values: rate(timeline.sent), colour: 's5' },
            { name: 'answered', values: rate(timeline.done), colour: 's1' },
        ],
    })}
${lineChart({
        ...time,
        title: 'Under way',
        unit: 'at the end of each slice',
        note: 'A line that climbs and climbs is of services that do not keep pace.',
        series: [
            { name: 'requests', values: timeline.open, colour: 's1' },
            ...Object.values(flows).map(({ what, open }, i) => ({
                name: what,
                values: open,
                colour: colourOf(i + 3),
            })),
        ],
    })}
${lineChart({
        ...time,
        title: 'Errors by kind',
        unit: '% of the requests that ended then',
        empty: 'There were none.',
        note: 'No answer, or a 5xx, by when that was known.',
        limits: limitsOn(result, 'errors'),
        series: ordered(Object.keys(timeline.failures), FAILURES).map((name, i) => ({
            name,
            values: timeline.failures[name].map((count, at) => (ended[at] ? (100 * count) / ended[at] : null)),
            colour: colourOf(i + 1),
        })),
    })}
</div>
${kinds(result)}
${answers(result)}`);
}
const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
/** What became of the requests of each kind. */
function kinds({ requests: { kinds: totals, ...all }, scenario }) {
    const names = ordered(Object.keys(totals), scenario.kinds);
    const cell = (count, isBad = false) => html `<td class="${isBad && count > 0 && 'bad-ink'}">${number(count)}</td>`;
    return html `<h3>Requests by kind</h3><div class="across" tabindex="0"><table><thead><tr><th>request</th><th>hoped for</th><th>told so</th><th>told otherwise</th><th>of which failed</th><th>without an end</th></tr></thead>
<tbody>${names.map((kind) => {
        const { expected, asExpected, otherwise, failed, unfinished } = totals[kind];
        return html `<tr><td class="name">${kind} <small>${scenario.kinds[kind]?.says ?? ''}</small></td><td>${expected}</td>${cell(asExpected)}${cell(otherwise)}${cell(failed, true)}${cell(unfinished)}</tr>`;
    })}
<tr><td><b>all, of ${number(all.due)}</b></td><td></td>${cell(sum(names.map((kind) => totals[kind].asExpected)))}${cell(sum(names.map((kind) => totals[kind].otherwise)))}${cell(all.failed, true)}${cell(all.unfinished)}</tr></tbody></table></div>`;
}
function answers({ counts, scenario }) {
    const split = (name) => {
        const space = name.lastIndexOf(' ');
        return [name.slice(0, space), name.slice(space + 1)];
    };
    const names = Object.keys(counts);
    const kinds = ordered(names.map((name) => split(name)[0]), scenario.kinds);
    const rows = kinds.flatMap((kind) => ordered(names.filter((name) => split(name)[0] === kind).map((name) => split(name)[1]), ANSWERS).map((said) => [kind, said]));
    if (rows.length === 0)
        return html ``;
    return html `<h3>Answers</h3><div class="across" tabindex="0"><table class="left"><thead><tr><th>request</th><th>answer</th><th class="number">count</th></tr></thead>
<tbody>${rows.map(([kind, said], i) => html `<tr><td>${rows[i - 1]?.[0] === kind ? '' : kind}</td><td class="${isFailure(said) && 'bad-ink'}">${said} <small>${ANSWERS[said] ?? FAILURES[said] ?? ''}</small></td><td class="number">${number(counts[`${kind} ${said}`])}</td></tr>`)}</tbody></table></div>`;
}
const isFailure = (said) => !/^[1-4]\d\d$/.test(said);
export function chaos({ chaos: events }) {
    if (events.length === 0)
        return html ``;
    return section('chaos', 'Chaos', html `<p class="soft">Shaded and named in every chart over time.</p>
<div class="across" tabindex="0"><table class="left"><thead><tr><th>at</th><th>what</th><th>whom</th><th>for</th></tr></thead>
<tbody>${events.map(({ atMs, durationMs, kind, instance }) => html `<tr><td>${seconds(atMs)}</td><td>${kind} <small>${CHAOS[kind] ?? ''}</small></td><td>${instance}</td><td>${seconds(durationMs)}</td></tr>`)}</tbody></table></div>`);
}
const CHAOS = {
    kill: 'SIGKILL, and started again',
    pause: 'SIGSTOP, then SIGCONT',
    death: 'died, though nobody asked for it',
};
