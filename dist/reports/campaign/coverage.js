/** What a campaign met: characters of seeds, states, kinds of fault; the rarest first, what never came marked. */
import { number } from '../page/format.js';
import { html } from '../page/html.js';
export function characters({ characters: all }) {
    return html `<div class="across"><table><thead><tr><th>character</th><th>seeds</th><th>failed</th></tr></thead>
<tbody>${[...all].sort().map(([name, of]) => html `<tr><td>${name}</td><td>${number(of.seeds)}</td><td>${number(of.failed)}</td></tr>`)}</tbody></table></div>`;
}
export function sometimes({ sometimes: states, seeds }) {
    const rows = [...states].sort(([, a], [, b]) => a.seeds - b.seeds);
    return html `<p class="soft">States that a healthy campaign reaches, the rarest first.</p>
<div class="across"><table class="left"><thead><tr><th>state</th><th>seeds</th><th>share</th><th>what it is</th></tr></thead>
<tbody>${rows.map(([name, of]) => html `<tr class="${of.seeds === 0 ? 'bad-ink' : ''}"><td>${name}</td><td>${number(of.seeds)}</td><td>${share(of.seeds, seeds)}</td><td class="text">${of.says}</td></tr>`)}</tbody></table></div>`;
}
export function faults({ faults: kinds, seeds }) {
    const rows = [...kinds].sort(([, a], [, b]) => a.seeds - b.seeds);
    return html `<div class="across"><table><thead><tr><th>kind</th><th>seeds</th><th>share</th><th>injected</th></tr></thead>
<tbody>${rows.map(([kind, of]) => html `<tr class="${of.seeds === 0 ? 'bad-ink' : ''}"><td>${kind}</td><td>${number(of.seeds)}</td><td>${share(of.seeds, seeds)}</td><td>${number(of.times)}</td></tr>`)}</tbody></table></div>`;
}
const share = (part, all) => (all === 0 ? '–' : `${number((100 * part) / all)}%`);
