/** One run under load as a page. */
import type { LoadResult } from '../../harness/run/result.ts';
import { html } from '../page/html.ts';
import { page } from '../page/page.ts';
import { contents } from '../page/section.ts';
import { environment } from './environment.ts';
import { latency } from './latency.ts';
import { hasMetrics, metrics } from './metrics.ts';
import { services } from './services.ts';
import { chaos, traffic } from './traffic.ts';
import { opening, verdict } from './verdict.ts';
import { work, workTitle } from './work.ts';

/** A whole HTML file. */
export function renderReport(result: LoadResult): string {
  const { settings, environment: at } = result;
  const title = `Load: ${result.scenario.name}, ${result.title}, seed ${settings.seed}`;
  const workNamed = workTitle(result);
  return page(
    title,
    html`<header><h1>${title}</h1>
${opening(result)}
<p class="soft">${result.startedAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')} · database: ${at.database.description} · ${at.git ? `commit ${at.git.commit.slice(0, 10)}${at.git.dirty ? ' with changes' : ''}` : 'no commit'}</p>
${contents([
  ['verdict', 'Verdict'],
  ['latency', 'Latency'],
  ['traffic', 'Traffic'],
  ...(result.chaos.length > 0 ? [['chaos', 'Chaos'] as const] : []),
  ...(workNamed === null ? [] : [['work', workNamed] as const]),
  ...(result.services.length > 0 ? [['services', 'Services'] as const] : []),
  ...(hasMetrics(result) ? [['metrics', 'Metrics'] as const] : []),
  ['environment', 'Environment'],
])}</header>
${verdict(result)}
${latency(result)}
${traffic(result)}
${chaos(result)}
${work(result)}
${services(result)}
${metrics(result)}
${environment(result)}`,
  );
}
