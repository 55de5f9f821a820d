/** What became of every piece of work, and what the stores come to. */
import type { Ledger, LoadResult } from '../../harness/run/result.ts';
import { workIncludes } from '../../harness/run/scope.ts';
import { capital, number } from '../page/format.ts';
import { type Html, html } from '../page/html.ts';
import { section } from '../page/section.ts';
import { ordered } from './words.ts';

/** A count is null when it could not be found out. */
type Row = [name: string, says: string, count: number | null, isBad?: boolean];

/** Null when there is nothing of the kind to tell. */
export function workTitle({ scenario, ledger, totals }: LoadResult): string | null {
  const parts = [...(ledger ? [scenario.of] : []), ...(totals ? [totals.of] : [])];
  return parts.length === 0 ? null : capital(parts.join(' and '));
}

export function work(result: LoadResult): Html {
  const title = workTitle(result);
  if (title === null) return html``;
  const { ledger, totals } = result;
  const unread = ledger !== null && ledger.open === null;
  return section(
    'work',
    title,
    html`<div class="pair">${ledger && ledgerTable(ledger, result)}
${totals && totalsTable(totals)}${unread && html`<p class="note">What the stores come to is unknown: they were not read to the end.</p>`}</div>`,
  );
}

function ledgerTable(ledger: Ledger, { scenario: { of }, settings }: LoadResult): Html {
  const { ended, unknown, words } = ledger;
  const included = workIncludes(settings);
  const rows: Row[] = [
    ...ordered(Object.keys(ended), words).map((end): Row => [end, words[end] ?? '', ended[end]!]),
    ['refused', 'for good', ledger.refused],
    ...ordered(Object.keys(unknown.ended), words).map(
      (end): Row => [
        `unknown, then ${end}`,
        'the client had no answer; the store has it',
        unknown.ended[end]!,
      ],
    ),
    ['unknown, never arrived', 'the client had no answer; no store has it', unknown.absent],
    ['without an end', 'accepted, and still under way', ledger.open, (ledger.open ?? 0) > 0],
    ['unaccounted', 'told one thing, stored as another', ledger.unaccounted, (ledger.unaccounted ?? 0) > 0],
    ['not found out', 'the stores were not read to the end', ledger.undetermined, ledger.undetermined > 0],
  ];
  const sum = rows.reduce((total, [, , count]) => total + (count ?? 0), 0);
  return html`<div class="across" tabindex="0"><table><thead><tr><th>${of}${included !== null && html` <small>${included}</small>`}</th><th>count</th></tr></thead>
<tbody>${rows.map(([name, says, count, isBad]) => html`<tr class="${isBad && 'bad-ink'}"><td class="name">${name} <small>${says}</small></td><td>${count === null ? 'unknown' : number(count)}</td></tr>`)}
<tr><td><b>accounted for, of ${number(ledger.sent)} sent</b></td><td><b>${number(sum)}</b></td></tr></tbody></table></div>`;
}

function totalsTable({ of, unit, rows }: NonNullable<LoadResult['totals']>): Html {
  return html`<div class="across" tabindex="0"><table><thead><tr><th>${of}, ${unit}</th><th>amount</th></tr></thead>
<tbody>${rows.map(
    ({ name, value, isWrong }) =>
      html`<tr><td>${name}</td><td class="${isWrong && 'bad-ink'}">${number(value)}</td></tr>`,
  )}</tbody></table></div>`;
}
