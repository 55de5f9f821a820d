/** A campaign as a page: its verdict first, then what failed and how to see it again, what was covered, and how fast. */
import { type Known, sorted } from '../../harness/campaign/index.ts';
import { duration, number, plural, shortened } from '../page/format.ts';
import { type Html, html } from '../page/html.ts';
import { page } from '../page/page.ts';
import { contents, section } from '../page/section.ts';
import { tiles } from '../page/tiles.ts';
import { characters, faults, sometimes } from './coverage.ts';
import { failures, type Told } from './failures.ts';
import type { Campaign } from './merge.ts';
import { diversity, speed } from './pace.ts';
import { shardTable } from './shards.ts';
import { ranOf, type Verdict, verdictOf } from './verdict.ts';

export interface RenderOptions extends Partial<Pick<Told, 'against' | 'folder'>> {
  known?: readonly Known[];
}

/** A whole HTML file. */
export function renderCampaign(campaign: Campaign, options: RenderOptions = {}): string {
  const { known = [], against, folder = '.' } = options;
  const { shards, bug, flags } = campaign;
  const judged = verdictOf(campaign, known);
  const { words, tone, reasons } = judged;
  const commits = [...new Set(shards.map(({ head }) => head.commit ?? 'unknown'))];
  const title = `Campaign${bug === undefined ? '' : ` with the bug ${bug}`}: ${ranOf(campaign)}`;
  return page(
    `${title}, ${words}`,
    html`<header><h1>${title}</h1>
<p class="verdict ${tone}"><b>${words}</b>${reasons.length > 0 && ' – '}${reasons.join('; ')}</p>
<p class="soft">${plural(shards.length, 'shard')} · begun ${shards.map(({ head }) => head.startedAt).sort()[0]} · commit ${commits.map(shortened).join(', ')}${flags.length > 0 && ` · all drawn with ${flags.join(' ')}`}</p>
${bug !== undefined && html`<p class="note">The bug <b>${bug}</b> was planted in the services: seeds are to fail here.</p>`}
${contents([
  ['verdict', 'Verdict'],
  ['failures', 'Failures'],
  ['sometimes', 'Sometimes'],
  ['faults', 'Faults'],
  ['pace', 'Diversity and speed'],
  ['shards', 'Shards'],
])}</header>
${section('verdict', 'Verdict', verdict(campaign, judged))}
${section('failures', 'Failures', failures({ ...sorted(campaign.triage.groups(), known), against, folder }))}
${section('sometimes', 'Sometimes', sometimes(campaign))}
${section('faults', 'Faults', faults(campaign))}
${section('pace', 'Diversity and speed', html`<div class="charts">${diversity(campaign)}${speed(campaign)}</div>`)}
${section('shards', 'Shards', shardTable(campaign))}`,
  );
}

function verdict(campaign: Campaign, { words, tone }: Verdict): Html {
  const { seeds, notRun, neverReached, histories } = campaign;
  const reached = campaign.sometimes.size - neverReached.length;
  return html`${tiles([
    { name: 'Verdict', value: words, tone },
    ...(notRun > 0
      ? [
          {
            name: 'Seeds not run',
            value: number(notRun),
            beside: `of ${number(campaign.asked)}`,
            tone: 'warn' as const,
          },
        ]
      : []),
    ...[...campaign.verdicts].sort().map(([name, count]) => ({
      name: `Seeds ${name}`,
      value: number(count),
      tone: name === 'passed' ? ('' as const) : ('bad' as const),
    })),
    {
      name: 'Sometimes reached',
      value: `${reached} of ${campaign.sometimes.size}`,
      tone: neverReached.length === 0 ? 'good' : 'warn',
    },
    { name: 'Distinct histories', value: `${number(histories.size)} of ${number(seeds)}` },
    { name: 'Virtual time', value: duration(campaign.virtualMs) },
    ...Object.entries(campaign.counts).map(([name, count]) => ({
      name: `${campaign.countsOf} ${name}`,
      value: number(count),
    })),
  ])}
${characters(campaign)}`;
}
