/** One run under load as a page. */
import type { LoadResult } from '../../harness/run/result.ts';
import { html } from '../page/html.ts';
import { page } from '../page/page.ts';
import { environment } from './environment.ts';
import { latency } from './latency.ts';
import { orders } from './orders.ts';
import { services } from './services.ts';
import { traffic } from './traffic.ts';
import { verdict } from './verdict.ts';

/** A whole HTML file. */
export function renderReport(result: LoadResult): string {
  const { settings, environment: at } = result;
  const title = `Load: ${settings.ratePerS} orders/s, seed ${settings.seed}`;
  return page(
    title,
    html`<header><h1>${title}</h1>
<p class="soft">${result.startedAt} · database: ${at.database.description} · ${at.git ? `commit ${at.git.commit.slice(0, 10)}${at.git.dirty ? ' with changes' : ''}` : 'no commit'}</p></header>
${verdict(result)}
${latency(result)}
${traffic(result)}
${orders(result)}
${services(result)}
${environment(result)}`,
  );
}
