/** A campaign as a page: verdicts first, then what failed and how to see it again, what was covered, and how fast. */
import { lineChart } from '../chart/line.ts';
import { number } from '../page/format.ts';
import { type Html, html } from '../page/html.ts';
import { page } from '../page/page.ts';
import type { Cause } from './causes.ts';
import { BLOCK, type Campaign, SLICE_MS } from './merge.ts';

const POINTS_MOST = 120;
const HOUR_MS = 3_600_000;

/** A whole HTML file. */
export function renderCampaign(campaign: Campaign): string {
  const { shards } = campaign;
  const commits = [...new Set(shards.map(({ head }) => head.commit?.slice(0, 10) ?? 'unknown'))];
  const title = `Campaign: ${number(campaign.seeds)} seeds`;
  return page(
    title,
    html`<header><h1>${title}</h1>
<p class="soft">${shards.length} ${shards.length === 1 ? 'shard' : 'shards'} · begun ${shards.map(({ head }) => head.startedAt).sort()[0]} · commit ${commits.join(', ')}</p></header>
${verdicts(campaign)}
${failures(campaign.causes.all())}
${sometimes(campaign)}
${faults(campaign)}
${diversity(campaign)}
${speed(campaign)}
${shardTable(campaign)}`,
  );
}

function verdicts(campaign: Campaign): Html {
  const { seeds, failed, missing, neverReached } = campaign;
  const tone = (isGood: boolean) => (isGood ? 'good' : 'bad');
  const reached = campaign.sometimes.size - neverReached.length;
  return html`<section id="verdict"><div class="tiles">
${tile('Verdict', seeds === 0 ? 'nothing ran' : failed === 0 ? 'all passed' : `${number(failed)} failed`, seeds === 0 ? 'warn' : tone(failed === 0))}
${[...campaign.verdicts].sort().map(([verdict, count]) => tile(`seeds ${verdict}`, number(count), tone(verdict === 'passed')))}
${tile('Sometimes reached', `${reached} of ${campaign.sometimes.size}`, tone(neverReached.length === 0))}
${tile('Distinct histories', `${number(campaign.diversity)} per 1,000 seeds`)}
${tile('Virtual time', `${number(campaign.virtualMs / HOUR_MS)} h`)}
${tile('Orders', number(campaign.orders.accepted))}
</div>
${missing.length > 0 && html`<p class="note">Not here: ${missing.length === 1 ? 'shard' : 'shards'} ${missing.join(', ')}.</p>`}
${neverReached.length > 0 && html`<p class="note"><b>Never reached:</b> ${neverReached.join(', ')}.</p>`}
<div class="across"><table class="left"><thead><tr><th>character</th><th>seeds</th><th>failed</th></tr></thead>
<tbody>${[...campaign.characters].sort().map(([name, of]) => html`<tr><td>${name}</td><td>${number(of.seeds)}</td><td>${number(of.failed)}</td></tr>`)}</tbody></table></div>
</section>`;
}

const tile = (name: string, value: string, tone = ''): Html =>
  html`<div class="tile ${tone}"><span class="soft">${name}</span><b>${value}</b></div>`;

function failures(causes: Cause[]): Html {
  return html`<h2>Failures</h2>${causes.length === 0 ? html`<p>None.</p>` : causes.map(failure)}`;
}

function failure({ what, why, seeds, examples, shortest }: Cause): Html {
  const { row, faults, replay } = shortest;
  return html`<div class="violation"><b>${what}</b> · ${number(seeds)} ${seeds === 1 ? 'seed' : 'seeds'}<br>${why}
<p>The shortest has ${faults} faults and ${number(row.events)} events${row.failure?.subject && html`, and is about ${row.failure.subject}`}: ${row.failure?.message.split('\n')[0]}</p>
<pre>${replay}</pre>
<p class="soft">seeds ${examples.join(' ')}${seeds > examples.length ? ' …' : ''}</p></div>`;
}

function sometimes({ sometimes: states, seeds }: Campaign): Html {
  const rows = [...states].sort(([, a], [, b]) => a.seeds - b.seeds);
  return html`<h2>Sometimes</h2><p class="soft">States that a healthy campaign reaches, the rarest first.</p>
<div class="across"><table class="left"><thead><tr><th>state</th><th>seeds</th><th>share</th><th>what it is</th></tr></thead>
<tbody>${rows.map(([name, of]) => html`<tr class="${of.seeds === 0 ? 'bad-ink' : ''}"><td>${name}</td><td>${number(of.seeds)}</td><td>${share(of.seeds, seeds)}</td><td>${of.says}</td></tr>`)}</tbody></table></div>`;
}

function faults({ faults: kinds, seeds }: Campaign): Html {
  const rows = [...kinds].sort(([, a], [, b]) => a.seeds - b.seeds);
  return html`<h2>Faults</h2>
<div class="across"><table><thead><tr><th>kind</th><th>seeds</th><th>share</th><th>injected</th></tr></thead>
<tbody>${rows.map(([kind, of]) => html`<tr class="${of.seeds === 0 ? 'bad-ink' : ''}"><td>${kind}</td><td>${number(of.seeds)}</td><td>${share(of.seeds, seeds)}</td><td>${number(of.times)}</td></tr>`)}</tbody></table></div>`;
}

const share = (part: number, all: number): string => (all === 0 ? '–' : `${number((100 * part) / all)}%`);

function diversity({ newHistories, seeds }: Campaign): Html {
  const joined = Math.max(1, Math.ceil(newHistories.length / POINTS_MOST));
  // From the first seed on, so that one block alone is a line as well.
  const x: number[] = [0];
  const values: number[] = [];
  for (let i = 0; i < newHistories.length; i += joined) {
    const end = Math.min(seeds, (i + joined) * BLOCK);
    const fresh = newHistories.slice(i, i + joined).reduce((sum, n) => sum + n, 0);
    x.push(end);
    values.push((1000 * fresh) / (end - i * BLOCK));
  }
  if (values.length > 0) values.unshift(values[0]!);
  return html`<h2>Diversity</h2><div class="charts">${lineChart({
    title: 'New histories',
    unit: 'per 1,000 seeds',
    note: 'How many histories no seed before had. 1,000: each seed still shows something new.',
    xLabel: 'seeds, in the order they were read',
    x,
    series: [{ name: 'new histories', values, colour: 's1', area: true }],
  })}</div>`;
}

function speed({ slices, shards, seeds, events }: Campaign): Html {
  const joined = Math.max(1, Math.ceil(slices.length / POINTS_MOST));
  const lastMs = Math.max(0, ...shards.map(({ wallMs }) => wallMs));
  const points = Array.from({ length: Math.ceil(slices.length / joined) }, (_, i) => {
    const part = slices.slice(i * joined, (i + 1) * joined);
    const endMs = Math.min(lastMs, (i + 1) * joined * SLICE_MS);
    const seconds = Math.max(1, (endMs - i * joined * SLICE_MS) / 1000);
    const perSecond = (of: 'seeds' | 'events') => part.reduce((sum, slice) => sum + slice[of], 0) / seconds;
    return { atMs: endMs, seeds: perSecond('seeds'), events: perSecond('events') };
  });
  const chart = (title: string, unit: string, of: 'seeds' | 'events', colour: 's1' | 's3') =>
    lineChart({
      title,
      unit,
      xLabel: 'minutes since a shard began',
      x: [0, ...points.map(({ atMs }) => atMs / 60_000)],
      series: [
        { name: 'all shards together', values: [...points.slice(0, 1), ...points].map((p) => p[of]), colour },
      ],
    });
  const shardSeconds = shards.reduce((sum, { wallMs }) => sum + wallMs / 1000, 0) || 1;
  return html`<h2>Speed</h2><p>${number(seeds / shardSeconds)} seeds/s and ${number(events / shardSeconds)} events/s in each shard.</p>
<div class="charts">${chart('Seeds', 'per second', 'seeds', 's1')}${chart('Events', 'per second', 'events', 's3')}</div>`;
}

function shardTable({ shards }: Campaign): Html {
  return html`<h2>Shards</h2><div class="across"><table class="left"><thead><tr><th>shard</th><th>seeds</th><th>failed</th><th>minutes</th><th>commit</th><th>command</th></tr></thead>
<tbody>${shards.map(({ head, seeds, failed, wallMs }) => html`<tr><td>${head.shard.index}/${head.shard.of}</td><td>${number(seeds)}</td><td>${number(failed)}</td><td>${number(wallMs / 60_000)}</td><td>${head.commit?.slice(0, 10) ?? 'unknown'}${head.commit?.includes('+changes') && ' with changes'}</td><td><code>${head.command}</code></td></tr>`)}</tbody></table></div>`;
}
