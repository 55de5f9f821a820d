import { duration, number } from '../page/format.js';
import { html } from '../page/html.js';
import { listed, progressOf, shortened } from './whole.js';
const ENDINGS = {
    all: 'all ran',
    time: 'its time was up',
    failures: 'enough had failed',
    interrupted: 'interrupted',
};
export function shardTable({ shards, missing }) {
    return html `<div class="across"><table class="left"><thead><tr><th>shard</th><th>seeds</th><th>failed</th><th>ended</th><th>time</th><th>commit</th><th>command</th></tr></thead>
<tbody>${shards.map(row)}</tbody></table></div>${missing.length > 0 && html `<p class="note">Not here: ${listed(missing)}.</p>`}`;
}
function row(shard) {
    const { head, failed, wallMs, damaged } = shard;
    const isWhole = shard.seeds === shard.asked || head.isOpen;
    return html `<tr><td>${head.shard.index}/${head.shard.of}</td><td class="${isWhole ? '' : 'warn-ink'}">${progressOf(shard)}</td><td class="${failed > 0 ? 'bad-ink' : ''}">${number(failed)}</td><td>${endingOf(shard)}${damaged > 0 && `, ${number(damaged)} damaged`}</td><td>${duration(wallMs)}</td><td>${shortened(head.commit ?? 'unknown')}</td><td class="text"><code>${head.command}</code></td></tr>`;
}
function endingOf({ seeds, asked, ended }) {
    if (seeds === asked)
        return ENDINGS.all;
    if (ended === null)
        return 'without a word';
    return ended === 'all' ? 'lines are lost' : ENDINGS[ended];
}
