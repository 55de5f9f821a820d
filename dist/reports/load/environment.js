import { number, plural, seconds } from '../page/format.js';
import { html } from '../page/html.js';
import { section } from '../page/section.js';
/** Each as a name and a value, for one run or for two side by side. */
export function environmentRows(result) {
    const { environment: at, settings, scenario } = result;
    const { database, git } = at;
    return [
        ['scenario', scenario.name],
        ['command', settings.command],
        ['started', result.startedAt],
        ['seed', String(settings.seed)],
        ['model', settings.model === 'closed' ? 'closed' : `open, ${settings.arrivals} arrivals`],
        [
            'rate',
            settings.ratePerS === null
                ? 'as fast as answers came'
                : `${number(settings.ratePerS)} new ${scenario.of}/s`,
        ],
        ['duration', `${seconds(settings.durationMs)} after ${seconds(settings.warmupMs)} of warm-up`],
        [
            'driver',
            `${plural(settings.workers, 'thread')}, ${plural(settings.connections, 'connection')} to each service, time-out ${seconds(settings.timeoutMs)}`,
        ],
        ['driver busy', seconds(result.driverBusyMs)],
        ['stack', stackOf(result)],
        ['chaos', settings.chaos ? plural(result.chaos.length, 'event') : 'none'],
        ['database', database.description],
        ['machine', `${at.machine}, ${plural(at.cores, 'core')}, ${number(at.memoryBytes / 2 ** 30)} GiB`],
        ['system', at.os],
        ['Node', at.node],
        [
            'packages',
            Object.entries(at.packages)
                .map(([name, version]) => `${name} ${version}`)
                .join(', '),
        ],
        ['commit', git ? `${git.commit}${git.dirty ? ', with changes' : ''}` : 'unknown'],
    ];
}
/** Which processes there were, or where it ran. */
export function stackOf({ settings: { target }, scenario: { services } }) {
    if (target !== null)
        return Object.entries(target)
            .map(([service, url]) => `${service} at ${url}`)
            .join(', ');
    return Object.entries(services)
        .map(([service, { instances }]) => `${service} ×${instances}`)
        .join(', ');
}
export function environment(result) {
    return section('environment', 'Environment', html `<table class="left"><tbody>${environmentRows(result).map(([name, value]) => html `<tr><td>${name}</td><td>${name === 'command' ? html `<code>${value}</code>` : value}</td></tr>`)}</tbody></table>`);
}
