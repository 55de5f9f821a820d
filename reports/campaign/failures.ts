/** What failed, one group of failures after the other: each with the least that is left of it, and how to see it again. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import {
  changeIn,
  type Group,
  type Known,
  messageOf,
  pathOf,
  replayOf,
  type Shrunk,
  type Sorted,
  seedsOf,
  titleOf,
} from '../../harness/campaign/index.ts';
import { plural } from '../page/format.ts';
import { type Html, html } from '../page/html.ts';
import type { Against, Since } from './earlier.ts';

export interface Told extends Sorted {
  against: Against | undefined;
  /** The folder of the page, from where it links to others. */
  folder: string;
}

const IN_ORDER: Since[] = ['new', 'back again', 'ongoing'];

export function failures(told: Told): Html {
  const { unknown, known, gone, against } = told;
  const rank = (group: Group) => (against ? IN_ORDER.indexOf(against.since(group)) : 0);
  const first = [...unknown].sort((a, b) => rank(a) - rank(b));
  const none = unknown.length + known.length === 0;
  return html`${against && html`<p class="soft">Against ${plural(against.campaigns, 'earlier campaign')}, the last begun ${against.lastAt}: ${countsOf(told, against)}.</p>`}
${none && html`<p>None.</p>`}${first.map((group) => block(group, told, false))}${known.map((group) => block(group, told, true))}
${against && against.gone.length > 0 && html`<h3>Gone</h3><p class="soft">In the last campaign, and not in this one.</p><ul>${against.gone.map(goneLine)}</ul>`}
${gone.length > 0 && html`<h3>Known, and did not occur</h3><ul>${gone.map(knownLine)}</ul>`}`;
}

function countsOf({ unknown, known }: Sorted, { since, gone }: Against): string {
  const all = [...unknown, ...known].map(since);
  const counts = IN_ORDER.map((word) => `${all.filter((one) => one === word).length} ${word}`);
  return [...counts, `${gone.length} gone`].join(', ');
}

function block(group: Group, { against, folder }: Told, isKnown: boolean): Html {
  const { least, whys, examples, seeds, notShrunk, fingerprint, what, about } = group;
  const badges = [...(against ? [against.since(group)] : []), ...(isKnown ? ['known'] : [])];
  return html`<div class="${isKnown ? 'note' : 'violation'}"${fingerprint !== null && html` id="${fingerprint}"`}><b>${what}</b>${about && `, ${about}`}${fingerprint !== null && html` <code>${fingerprint}</code>`} · ${seedsOf(group)}${badges.map((badge) => html` · <b>${badge}</b>`)}<br>${messageOf(group)}
${least ? leastOf(least, folder) : foundOf(group)}
<pre>${replayOf(group)}</pre>
${least && notShrunk > 0 && html`<p class="soft">Those that were not shrunk are taken for the same by their kind alone.</p>`}
${!least && html`<p class="soft">Not shrunk: of their kind, and maybe of more than one cause.</p>`}
<p class="soft">${seeds === 1 ? 'seed' : 'seeds'} ${examples.join(' ')}${seeds > examples.length ? ' …' : ''}${whys.length > 1 ? html`; said as ${whys.map((why, i) => html`${i > 0 && ', '}<q>${why}</q>`)}` : ''}</p>
${least && least.row.shape.length > 0 && html`<details><summary>what the fingerprint is made of</summary><ul>${least.row.shape.map((line) => html`<li>${line}</li>`)}</ul></details>`}</div>`;
}

function leastOf(shrunk: Shrunk, folder: string): Html {
  const { things, shrinkage, page } = shrunk.row;
  const file = page === null ? undefined : pathOf(shrunk, page);
  return html`<p>Shrunk: ${changeIn(shrinkage)}${!shrinkage.minimal && ', not shown to be minimal'}${file !== undefined && existsSync(file) && html` · <a href="${hrefTo(file, folder)}">how it came about</a>`}</p>
${things && html`<ul>${things.map(({ thing, without }) => html`<li>${thing}; without it: ${without}</li>`)}</ul>`}`;
}

function foundOf({ shortest: { row, faults } }: Group): Html {
  return html`<p>The shortest has ${plural(faults, 'fault')} and ${plural(row.events, 'event')}${row.failure?.subject && html`, and is about ${row.failure.subject}`}.</p>`;
}

const hrefTo = (file: string, folder: string): string =>
  path.relative(folder, file).split(path.sep).map(encodeURIComponent).join('/');

const goneLine = (group: Group): Html =>
  html`<li>${titleOf(group)}: ${messageOf(group)}<br><code>${replayOf(group)}</code></li>`;

const knownLine = ({ what, about, fingerprint, sentence, since }: Known): Html =>
  html`<li>${what}${about && `, ${about}`} <code>${fingerprint}</code>, known since ${since}: ${sentence}</li>`;
