/** What a reader wants to know first: did it hold, were the limits met, can the figures be trusted. */
import type { LoadResult } from '../../harness/run/result.ts';
import { ms, number, seconds } from '../page/format.ts';
import { type Html, html } from '../page/html.ts';

/** What an exit code means, in a word. */
const OUTCOMES: Record<number, [word: string, tone: string]> = {
  0: ['passed', 'good'],
  1: ['invariant violated', 'bad'],
  4: ['a process died', 'bad'],
  5: ['limit missed', 'bad'],
  6: ['invalid run', 'warn'],
  130: ['interrupted', 'warn'],
};

export function verdict(result: LoadResult): Html {
  const { latency, completion, settings } = result;
  const { exitCode, invariants, invalid, slos, notes } = result.verdict;
  const [word, tone] = OUTCOMES[exitCode] ?? ['ended', 'warn'];
  const missed = slos.filter(({ met }) => !met).length;
  const p99 = (points: { percentile: number; ms: number }[] | undefined) =>
    points?.find(({ percentile }) => percentile === 99)?.ms;
  const heldTone = { held: 'good', violated: 'bad', 'not judged': 'warn' }[invariants];
  return html`<section id="verdict">
<div class="tiles">
${tile('Verdict', word, tone)}
${tile(`${result.verdict.judged.length} invariants`, invariants, heldTone)}
${tile('Limits', slos.length === 0 ? 'none set' : missed === 0 ? `${slos.length} met` : `${missed} of ${slos.length} missed`, slos.length === 0 ? '' : missed === 0 ? 'good' : 'bad')}
${tile('Figures', invalid.length === 0 ? 'valid' : 'invalid', invalid.length === 0 ? 'good' : 'warn')}
${tile('Accept p99', ms(p99(latency.kinds.order?.points)))}
${tile('Completion p99', ms(p99(completion.all.points)))}
${tile('Requests', `${number(settings.requestsPerS)}/s`)}
${tile('Driven for', seconds(settings.drivenMs))}
</div>
${invalid.map((why) => html`<p class="note"><b>Invalid:</b> ${why}</p>`)}
${notes.map((note) => html`<p class="note">${note}</p>`)}
${violations(result.verdict)}
${slos.length > 0 && sloTable(slos)}
<details><summary>The invariants</summary><table class="left"><tbody>${result.verdict.judged.map(({ name, says }) => html`<tr><td><code>${name}</code></td><td>${says}</td></tr>`)}</tbody></table></details>
</section>`;
}

function tile(name: string, value: string, tone = ''): Html {
  return html`<div class="tile ${tone}"><span class="soft">${name}</span><b>${value}</b></div>`;
}

function violations({ violations: found, droppedViolations }: LoadResult['verdict']): Html {
  return html`${found.map(
    ({
      invariant,
      subject,
      message,
      atMs,
      story,
    }) => html`<div class="violation"><b>${invariant}</b> · ${subject} · at ${seconds(atMs)}<br>${message}
${story.length > 0 && html`<pre>${story.join('\n')}</pre>`}</div>`,
  )}${droppedViolations > 0 && html`<p class="bad-ink">And ${droppedViolations} more.</p>`}`;
}

function sloTable(slos: LoadResult['verdict']['slos']): Html {
  return html`<h3>Limits</h3><table class="left"><thead><tr><th>limit</th><th>measured</th><th></th></tr></thead>
<tbody>${slos.map(({ limit, value, met }) => html`<tr><td><code>${limit}</code></td><td>${value ?? 'nothing was measured'}</td><td class="${met ? 'good-ink' : 'bad-ink'}">${met ? 'met' : 'missed'}</td></tr>`)}</tbody></table>`;
}
