/** What a woken reader sees first: what broke, how it came about, and what it needs to happen. */
import type { Explanation, Paragraph } from '../../harness/explanation/index.ts';
import { capital, duration, plural, shortened } from '../page/format.ts';
import { type Html, html } from '../page/html.ts';
import type { Index } from './items.ts';
import { hash } from './link.ts';
import { moment } from './words.ts';

export function opening({
  sentence,
  violation,
  scenario,
  bug,
  commit,
  node,
  reason,
  verdict,
  window,
}: Explanation): Html {
  return html`<p class="soft">${scenario}${bug !== null && html` · with the bug <b>${bug}</b> planted`} · commit ${commit === null ? 'unknown' : shortened(commit)} · Node ${node.replace(/^v/, '')}</p>
<h1>${capital(sentence)}</h1>
<p class="verdict bad"><b>${violation ? violation.invariant : capital(verdict)}</b>${violation ? ` at ${moment(violation.atMs)}${isIn(sentence, violation.says) ? '' : ` – ${violation.says}`}` : ` – ${reason}`}</p>
${window && html`<p class="note">The run is too long to be drawn whole: this is from ${moment(window.fromMs)} to ${moment(window.toMs)}, and ${plural(window.leftOut, 'message, event or log is', 'messages, events and logs are')} left out. A shrunk plan shows all.</p>`}`;
}

/** Whether the sentence says it already. */
const isIn = (sentence: string, says: string): boolean =>
  sentence.toLowerCase().includes(says.toLowerCase().replace(/\.$/, ''));

const LONG = 6;

/** Clauses are links to what they tell of. Beside nothing else, a long story is in two columns. */
export function story(paragraphs: readonly Paragraph[], { byId }: Index, isAlone: boolean): Html {
  if (paragraphs.length === 0) return html`<p class="soft">There is no story of it.</p>`;
  return html`<ol class="story${isAlone && paragraphs.length > LONG && ' long'}">${paragraphs.map(
    ({ clauses }) =>
      html`<li>${clauses.map(({ text, ref }, i) => {
        const gap = i > 0 && isApart(clauses[i - 1]!.text, text) && ' ';
        return ref !== undefined && byId.has(ref)
          ? html`${gap}<a href="${hash(ref)}">${text}</a>`
          : html`${gap}${text}`;
      })}</li>`,
  )}</ol>`;
}

/** Sentences need not bring the space between them along. */
const isApart = (before: string, after: string): boolean =>
  !/\s$/.test(before) && !/^[\s,.;:!?)]/.test(after);

/** What is left of the plan and happens without it, and what was taken away. */
export function needs({ things, shrunk }: Explanation, { byId }: Index): Html | false {
  if (things === null && shrunk === null) return false;
  return html`<div class="needs">${
    things !== null &&
    things.length > 0 &&
    html`<h3>What it takes <small>each thing that is left, and what a run comes to without it</small></h3>
<table class="left"><tbody>${things.map(
      ({ thing, without, fault }) =>
        html`<tr><td>${fault !== null && byId.has(fault) ? html`<a href="${hash(fault)}">${thing}</a>` : thing}</td><td class="${without === 'passes' ? 'good-ink' : 'soft'}">${without}</td></tr>`,
    )}</tbody></table>`
  }${
    shrunk !== null &&
    html`<h3>What shrinking took away <small>${shrunk.minimal ? 'nothing more can go: shown for each thing' : 'not shown to be the least'}</small></h3>
<dl class="shrunk">${(
      [
        ['faults', shrunk.faults, String],
        ['requests', shrunk.requests, String],
        ['hosts', shrunk.hosts, String],
        ['time', shrunk.ms, duration],
      ] as [string, [number, number], (value: number) => string][]
    ).map(
      ([name, [before, after], told]) =>
        html`<div><dt>${name}</dt><dd><span class="soft">${told(before)} →</span> <b>${told(after)}</b></dd></div>`,
    )}</dl>`
  }</div>`;
}
