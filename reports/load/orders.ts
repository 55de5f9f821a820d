/** What became of every order, and of the money. */
import type { LoadResult } from '../../harness/run/result.ts';
import { number } from '../page/format.ts';
import { type Html, html } from '../page/html.ts';
import { section } from '../page/section.ts';
import { ordered, REASONS } from './words.ts';

type Row = [name: string, says: string, count: number, isBad?: boolean];

export function orders({ orders: ledger, money }: LoadResult): Html {
  const rows: Row[] = [
    ['confirmed', 'stock reserved, money charged', ledger.confirmed],
    ...ordered(Object.keys(ledger.rejected), REASONS).map(
      (reason): Row => [`rejected: ${reason}`, REASONS[reason] ?? '', ledger.rejected[reason]!],
    ),
    ['refused', 'with a 4xx', ledger.refused],
    ['unknown, then confirmed', 'the client had no answer; the store has it', ledger.unknown.confirmed],
    ['unknown, then rejected', 'the client had no answer; the store has it', ledger.unknown.rejected],
    ['unknown, never arrived', 'the client had no answer; no store has it', ledger.unknown.absent],
    ['without an end', 'accepted, and still under way', ledger.open, ledger.open > 0],
    ['unaccounted', 'told one thing, stored as another', ledger.unaccounted, ledger.unaccounted > 0],
  ];
  const sum = rows.reduce((total, [, , count]) => total + count, 0);
  const kept = money.charged - money.refunded - money.confirmed;
  return section(
    'orders',
    'Orders and money',
    html`<div class="pair"><div class="across" tabindex="0"><table><thead><tr><th>orders</th><th>count</th></tr></thead>
<tbody>${rows.map(([name, says, count, isBad]) => html`<tr class="${isBad && 'bad-ink'}"><td class="name">${name} <small>${says}</small></td><td>${number(count)}</td></tr>`)}
<tr><td><b>accounted for, of ${number(ledger.sent)} sent</b></td><td><b>${number(sum)}</b></td></tr></tbody></table></div>
<div class="across" tabindex="0"><table><thead><tr><th>money, minor units</th><th>amount</th></tr></thead>
<tbody><tr><td>charged by the bank</td><td>${number(money.charged)}</td></tr><tr><td>refunded by the bank</td><td>${number(money.refunded)}</td></tr>
<tr><td>confirmed orders</td><td>${number(money.confirmed)}</td></tr>
<tr><td><b>kept but not owed</b></td><td class="${kept !== 0 && 'bad-ink'}"><b>${number(kept)}</b></td></tr></tbody></table></div></div>`,
  );
}
