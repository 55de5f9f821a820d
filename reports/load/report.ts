/** One run under load as a page. */
import type { LoadResult } from '../../harness/run/result.ts';
import { html } from '../page/html.ts';
import { page } from '../page/page.ts';
import { contents } from '../page/section.ts';
import { environment } from './environment.ts';
import { latency } from './latency.ts';
import { orders } from './orders.ts';
import { services } from './services.ts';
import { chaos, traffic } from './traffic.ts';
import { opening, verdict } from './verdict.ts';

/** A whole HTML file. */
export function renderReport(result: LoadResult): string {
  const { settings, environment: at } = result;
  const title = `Load: ${result.title}, seed ${settings.seed}`;
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
  ['orders', 'Orders and money'],
  ...(result.services.length > 0 ? [['services', 'Services'] as const] : []),
  ['environment', 'Environment'],
])}</header>
${verdict(result)}
${latency(result)}
${traffic(result)}
${chaos(result)}
${orders(result)}
${services(result)}
${environment(result)}`,
  );
}
