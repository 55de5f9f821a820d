import { ordersInclude } from '../../harness/run/scope.js';
import { number } from '../page/format.js';
import { html } from '../page/html.js';
import { section } from '../page/section.js';
import { ordered, REASONS } from './words.js';
export function orders({ orders: ledger, money, settings }) {
    const included = ordersInclude(settings);
    const rows = [
        ['confirmed', 'stock reserved, money charged', ledger.confirmed],
        ...ordered(Object.keys(ledger.rejected), REASONS).map((reason) => [`rejected: ${reason}`, REASONS[reason] ?? '', ledger.rejected[reason]]),
        ['refused', 'with a 4xx', ledger.refused],
        ['unknown, then confirmed', 'the client had no answer; the store has it', ledger.unknown.confirmed],
        ['unknown, then rejected', 'the client had no answer; the store has it', ledger.unknown.rejected],
        ['unknown, never arrived', 'the client had no answer; no store has it', ledger.unknown.absent],
        ['without an end', 'accepted, and still under way', ledger.open, (ledger.open ?? 0) > 0],
        ['unaccounted', 'told one thing, stored as another', ledger.unaccounted, (ledger.unaccounted ?? 0) > 0],
        ['not found out', 'the stores were not read to the end', ledger.undetermined, ledger.undetermined > 0],
    ];
    const sum = rows.reduce((total, [, , count]) => total + (count ?? 0), 0);
    return section('orders', 'Orders and money', html `<div class="pair"><div class="across" tabindex="0"><table><thead><tr><th>orders${included !== null && html ` <small>${included}</small>`}</th><th>count</th></tr></thead>
<tbody>${rows.map(([name, says, count, isBad]) => html `<tr class="${isBad && 'bad-ink'}"><td class="name">${name} <small>${says}</small></td><td>${count === null ? 'unknown' : number(count)}</td></tr>`)}
<tr><td><b>accounted for, of ${number(ledger.sent)} sent</b></td><td><b>${number(sum)}</b></td></tr></tbody></table></div>
${moneyTable(money)}</div>`);
}
function moneyTable(money) {
    if (money === null)
        return html `<p class="note">What the bank moved is unknown: the stores were not read to the end.</p>`;
    const { charged, refunded, confirmed } = money;
    const kept = charged - refunded - confirmed;
    return html `<div class="across" tabindex="0"><table><thead><tr><th>money, minor units</th><th>amount</th></tr></thead>
<tbody><tr><td>charged by the bank</td><td>${number(charged)}</td></tr><tr><td>refunded by the bank</td><td>${number(refunded)}</td></tr>
<tr><td>confirmed orders</td><td>${number(confirmed)}</td></tr>
<tr><td><b>kept but not owed</b></td><td class="${kept !== 0 && 'bad-ink'}"><b>${number(kept)}</b></td></tr></tbody></table></div>`;
}
