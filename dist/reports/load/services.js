import { colourOf, lineChart } from '../chart/line.js';
import { number } from '../page/format.js';
import { html } from '../page/html.js';
import { section } from '../page/section.js';
import { at } from './latency.js';
import { timeAxis } from './time.js';
import { ordered, serviceOf } from './words.js';
/** A table of more cells than this would make the page too big; the processes as a whole are shown then. */
const CELLS_MOST = 3000;
export function services(result) {
    const { mongo, timeline } = result;
    const told = result.scenario.services;
    if (result.services.length === 0)
        return html ``;
    const names = ordered(result.services.map(({ instance }) => serviceOf(instance)), told);
    const processes = names.flatMap((name) => result.services
        .filter(({ instance }) => serviceOf(instance) === name)
        .sort((a, b) => a.instance.localeCompare(b.instance, 'en', { numeric: true })));
    const tooMany = processes.length * timeline.slices > CELLS_MOST;
    const chart = (title, unit, pick, log = false) => lineChart({
        ...timeAxis(result),
        title,
        unit,
        log,
        series: processes.map((process) => {
            const group = serviceOf(process.instance);
            const name = process.instance.slice(group.length + 1) || process.instance;
            return {
                name,
                group,
                values: pick(process),
                colour: colourOf(names.indexOf(group)),
                dashed: name !== '1',
            };
        }),
        ...(tooMany && { table: summary(processes, told) }),
    });
    return section('services', 'Services', html `<div class="across" tabindex="0">${summary(processes, told)}</div>
<div class="charts">
${chart('Server-side latency, p99', 'ms, log', ({ p99Ms }) => p99Ms, true)}
${chart('CPU', 'share of one core', ({ cpu }) => cpu)}
${chart('Event-loop delay, p99', 'ms, log', ({ loopDelayP99Ms }) => loopDelayP99Ms, true)}
${mongo.length > 0 && chart('MongoDB commands as the service sees them, p99', 'ms, log', ({ mongoP99Ms }) => mongoP99Ms, true)}
</div>
${commands(mongo)}`);
}
function summary(processes, told) {
    const isFirst = (i) => serviceOf(processes[i].instance) !== serviceOf(processes[i - 1]?.instance ?? '');
    return html `<table><thead><tr><th>process</th><th>requests</th><th>p50, ms</th><th>p99, ms</th><th>max, ms</th><th>CPU, mean cores</th><th>loop delay p99, max ms</th><th>memory, max MB</th></tr></thead>
<tbody>${processes.map((process, i) => html `<tr><td class="name">${process.instance} <small>${isFirst(i) && told[serviceOf(process.instance)]?.says}</small></td><td>${number(process.latency.count)}</td><td>${number(at(process.latency, 50))}</td><td>${number(at(process.latency, 99))}</td><td>${number(process.latency.maxMs)}</td><td>${number(mean(process.cpu))}</td><td>${number(highest(process.loopDelayP99Ms))}</td><td>${number(highest(process.rssMb))}</td></tr>`)}</tbody></table>`;
}
function commands(mongo) {
    if (mongo.length === 0)
        return html ``;
    const rows = [...mongo].sort((a, b) => (a.command < b.command ? -1 : 1));
    return html `<h3>MongoDB commands <small>of all services; getMore, which waits by design, is left out</small></h3>
<div class="across" tabindex="0"><table><thead><tr><th>command</th><th>count</th><th>failed</th><th>p50, ms</th><th>p99, ms</th><th>max, ms</th></tr></thead>
<tbody>${rows.map(({ command, failed, duration }) => html `<tr><td>${command}</td><td>${number(duration.count)}</td><td class="${failed > 0 && 'bad-ink'}">${number(failed)}</td><td>${number(at(duration, 50))}</td><td>${number(at(duration, 99))}</td><td>${number(duration.maxMs)}</td></tr>`)}</tbody></table></div>`;
}
const known = (values) => values.filter((value) => value !== null);
const mean = (values) => {
    const all = known(values);
    return all.length === 0 ? null : all.reduce((a, b) => a + b, 0) / all.length;
};
const highest = (values) => known(values).reduce((a, b) => Math.max(a ?? b, b), null);
