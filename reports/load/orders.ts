/** What became of every order, and of the money. */
import type { LoadResult } from '../../harness/run/result.ts';
import { type Html, html } from '../page/html.ts';

export function orders({ orders: ledger, money }: LoadResult): Html {
  const rows: [string, number, string][] = [
    ['confirmed', ledger.confirmed, ''],
    ...Object.entries(ledger.rejected).map(([reason, count]): [string, number, string] => [
      `rejected: ${reason}`,
      count,
      '',
    ]),
    ['refused with a 4xx', ledger.refused, ''],
    ['unknown to the client, then found confirmed', ledger.unknown.confirmed, ''],
    ['unknown to the client, then found rejected', ledger.unknown.rejected, ''],
    ['unknown to the client, never arrived', ledger.unknown.absent, ''],
    ['without an end', ledger.open, ledger.open > 0 ? 'bad-ink' : ''],
    ['told one thing, stored as another', ledger.unaccounted, ledger.unaccounted > 0 ? 'bad-ink' : ''],
  ];
  const sum = rows.reduce((total, [, count]) => total + count, 0);
  const minor = (amount: number) => amount.toLocaleString('en-US');
  return html`<h2>Orders and money</h2>
<table><thead><tr><th>orders</th><th>count</th></tr></thead>
<tbody>${rows.map(([name, count, tone]) => html`<tr class="${tone}"><td>${name}</td><td>${count}</td></tr>`)}
<tr><td><b>accounted for, of ${ledger.sent} sent</b></td><td><b>${sum}</b></td></tr></tbody></table>
<table><thead><tr><th>money, minor units</th><th>amount</th></tr></thead>
<tbody><tr><td>charged by the bank</td><td>${minor(money.charged)}</td></tr><tr><td>refunded by the bank</td><td>${minor(money.refunded)}</td></tr>
<tr><td>confirmed orders</td><td>${minor(money.confirmed)}</td></tr>
<tr><td><b>kept but not owed</b></td><td class="${money.charged - money.refunded === money.confirmed ? '' : 'bad-ink'}"><b>${minor(money.charged - money.refunded - money.confirmed)}</b></td></tr></tbody></table>`;
}
