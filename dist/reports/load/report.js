import { html } from '../page/html.js';
import { page } from '../page/page.js';
import { contents } from '../page/section.js';
import { environment } from './environment.js';
import { latency } from './latency.js';
import { services } from './services.js';
import { chaos, traffic } from './traffic.js';
import { opening, verdict } from './verdict.js';
import { work, workTitle } from './work.js';
/** A whole HTML file. */
export function renderReport(result) {
    const { settings, environment: at } = result;
    const title = `Load: ${result.scenario.name}, ${result.title}, seed ${settings.seed}`;
    const workNamed = workTitle(result);
    return page(title, html `<header><h1>${title}</h1>
${opening(result)}
<p class="soft">${result.startedAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')} · database: ${at.database.description} · ${at.git ? `commit ${at.git.commit.slice(0, 10)}${at.git.dirty ? ' with changes' : ''}` : 'no commit'}</p>
${contents([
        ['verdict', 'Verdict'],
        ['latency', 'Latency'],
        ['traffic', 'Traffic'],
        ...(result.chaos.length > 0 ? [['chaos', 'Chaos']] : []),
        ...(workNamed === null ? [] : [['work', workNamed]]),
        ...(result.services.length > 0 ? [['services', 'Services']] : []),
        ['environment', 'Environment'],
    ])}</header>
${verdict(result)}
${latency(result)}
${traffic(result)}
${chaos(result)}
${work(result)}
${services(result)}
${environment(result)}`);
}
