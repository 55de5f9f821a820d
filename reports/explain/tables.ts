/** What the diagram, the state and the logs say, as tables: for those who read without a script, and on paper. */
import type { Explanation } from '../../harness/explanation/index.ts';
import { cut, number, plural } from '../page/format.ts';
import { type Html, html } from '../page/html.ts';
import type { Core } from './core.ts';
import { inWords } from './document/difference.ts';
import { inline } from './document/notation.ts';
import { lanesOf } from './filter.ts';
import type { Index, Item } from './items.ts';
import { documentOf } from './view/documents.ts';
import { logWords } from './view/log-line.ts';
import { collectionsOf, heldAt } from './view/state.ts';
import { clock, moment, took } from './words.ts';

const WORDS_MOST = 300;

/** The core, and whatever else the page refers to. Each row is what a link to its id leads to. */
export function happenings(core: Core, { inOrder }: Index, referred: ReadonlySet<string>): Html {
  const kept = new Set(core.items.map(({ id }) => id));
  const shown = inOrder.filter(({ id }) => kept.has(id) || referred.has(id));
  const rest = inOrder.length - shown.length;
  return html`<div class="scroll" tabindex="0"><table class="left happenings"><thead><tr><th>time</th><th>where</th><th>what</th></tr></thead><tbody>${shown.map(
    (item) =>
      html`<tr id="${item.id}"><td class="number">${clock(item.atMs)}</td><td>${whereOf(item)}</td><td>${whatOf(item)}</td></tr>`,
  )}</tbody></table></div>${rest > 0 && html`<p class="soft">${plural(rest, 'more message, event and log', 'more messages, events and logs')} of the run ${rest === 1 ? 'is' : 'are'} not in this table.</p>`}`;
}

const whereOf = (item: Item): string => lanesOf(item).join(item.type === 'message' ? ' → ' : ', ');

function whatOf(item: Item): Html {
  switch (item.type) {
    case 'message': {
      const { label, arrivedMs, sentMs, fate, protocol } = item.of;
      return html`<span class="tone-${protocol}">${label}</span>${fate !== null && html` <b class="${arrivedMs === null ? 'bad-ink' : 'warn-ink'}">${fate}</b>`}${arrivedMs !== null && html` <small>arrived after ${took(arrivedMs - sentMs)}</small>`}`;
    }
    case 'event': {
      const { kind, label, change } = item.of;
      if (change === undefined) return html`<b>${kind}</b> ${label}`;
      return html`<b>commit</b> ${label} <small>${cut(inWords(change.before, change.after), WORDS_MOST)}${change.by !== null && ` (by ${change.by})`}</small>`;
    }
    case 'fault':
      return html`<b class="warn-ink">${item.of.kind}</b> ${item.of.words} <small>until ${moment(item.of.toMs)}</small>`;
    case 'log':
      return logWords(item.of.line);
  }
}

const DOCUMENTS_MOST = 50;
const HISTORY_MOST = 200;

/** What each collection came to hold, and each change of it. */
export function states(explanation: Explanation): Html {
  const collections = [...collectionsOf(explanation)];
  const { invariantStates, toMs } = explanation;
  if (collections.length === 0 && invariantStates.length === 0)
    return html`<p class="soft">No document was written.</p>`;
  return html`${collections.map(([name, commits]) => {
    const held = heldAt(commits, toMs).filter(({ document }) => document !== null);
    return html`<details><summary>${name}: ${held.length} at the end, ${commits.length} changes</summary><div class="scroll" tabindex="0">${held
      .slice(0, DOCUMENTS_MOST)
      .map(({ document }) => documentOf(document))}
<table class="left"><tbody>${commits
      .slice(-HISTORY_MOST)
      .map(
        ({ atMs, change }) =>
          html`<tr><td class="number">${clock(atMs)}</td><td>${change.op}</td><td>${inline(change.id)}: ${cut(inWords(change.before, change.after), WORDS_MOST)}</td></tr>`,
      )}</tbody></table></div></details>`;
  })}${
    invariantStates.length > 0 &&
    html`<details><summary>What the invariant held, ${invariantStates.length} times</summary><div class="scroll" tabindex="0"><table class="left"><tbody>${invariantStates
      .slice(-HISTORY_MOST)
      .map(
        ({ atMs, state }, i, shown) =>
          html`<tr><td class="number">${clock(atMs)}</td><td>${cut(i === 0 ? inline(state) : inWords(shown[i - 1]!.state, state), 2 * WORDS_MOST)}</td></tr>`,
      )}</tbody></table></div></details>`
  }`;
}

const LOGS_MOST = 400;

/** The last lines before it broke, of all processes. */
export function logs({ logs: all, violation, toMs }: Explanation, referred: ReadonlySet<string>): Html {
  if (all.length === 0) return html`<p class="soft">Nothing was logged.</p>`;
  const until = violation?.atMs ?? toMs;
  const inTime = [...all].sort((a, b) => a.atMs - b.atMs);
  const last = inTime.filter(({ atMs }) => atMs <= until).length;
  const first = Math.max(0, Math.min(last + 50, inTime.length) - LOGS_MOST);
  const shown = inTime.slice(first, first + LOGS_MOST);
  return html`<details><summary>${shown.length === all.length ? `All ${all.length} lines` : `${shown.length} of ${number(all.length)} lines, around the violation`}</summary><div class="scroll" tabindex="0"><table class="left"><tbody>${shown.map(
    ({ id, atMs, lane, line }) =>
      html`<tr${!referred.has(id) && html` id="${id}"`}><td class="number">${clock(atMs)}</td><td>${lane}</td><td>${logWords(line)}</td></tr>`,
  )}</tbody></table></div></details>`;
}
