/** What each shard did, what it was asked for, and why it went no further. */
import type { Ending } from '../../harness/campaign/index.ts';
import { duration, number, shortened } from '../page/format.ts';
import { type Html, html } from '../page/html.ts';
import type { Campaign, ShardSum } from './merge.ts';
import { listed, progressOf } from './whole.ts';

const ENDINGS: Record<Ending, string> = {
  all: 'all ran',
  time: 'its time was up',
  failures: 'enough had failed',
  interrupted: 'interrupted',
};

export function shardTable({ shards, missing }: Campaign): Html {
  return html`<div class="across"><table class="left"><thead><tr><th>shard</th><th>seeds</th><th>failed</th><th>ended</th><th>time</th><th>commit</th><th>command</th></tr></thead>
<tbody>${shards.map(row)}</tbody></table></div>${missing.length > 0 && html`<p class="note">Not here: ${listed(missing)}.</p>`}`;
}

function row(shard: ShardSum): Html {
  const { head, failed, wallMs, damaged } = shard;
  const isWhole = shard.seeds === shard.asked || head.isOpen;
  return html`<tr><td>${head.shard.index}/${head.shard.of}</td><td class="${isWhole ? '' : 'warn-ink'}">${progressOf(shard)}</td><td class="${failed > 0 ? 'bad-ink' : ''}">${number(failed)}</td><td>${endingOf(shard)}${damaged > 0 && `, ${number(damaged)} damaged`}</td><td>${duration(wallMs)}</td><td>${shortened(head.commit ?? 'unknown')}</td><td class="text"><code>${head.command}</code></td></tr>`;
}

function endingOf({ seeds, asked, ended }: ShardSum): string {
  if (seeds === asked) return ENDINGS.all;
  if (ended === null) return 'without a word';
  return ended === 'all' ? 'lines are lost' : ENDINGS[ended];
}
