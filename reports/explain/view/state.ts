/** What collections held at a moment, by the commits until then. */
import type { Event, Explanation } from '../../../harness/explanation/index.ts';
import { type Html, html } from '../../page/html.ts';
import { inline } from '../document/notation.ts';
import { grouped } from '../grouped.ts';
import { hash } from '../link.ts';
import { moment } from '../words.ts';
import { changeView } from './documents.ts';

type Commit = Event & { change: NonNullable<Event['change']> };

const isCommit = (event: Event): event is Commit => event.change !== undefined;

/** By name, each with its commits in time. */
export type Collections = ReadonlyMap<string, readonly Commit[]>;

export function collectionsOf({ events }: Pick<Explanation, 'events'>): Collections {
  const commits = events.filter(isCommit).sort((a, b) => a.atMs - b.atMs);
  return grouped(commits, ({ change }) => `${change.db}.${change.coll}`);
}

export interface Held {
  id: string;
  /** Null: not there at that moment. */
  document: unknown;
  /** The commit that made it so; null: as it was before any that is told. */
  since: Commit | null;
}

/** Documents of a collection at a moment, that which changed last first. Those that no commit is about are not known. */
export function heldAt(commits: readonly Commit[], ms: number): Held[] {
  const held = new Map<string, Held>();
  for (const commit of commits) {
    const id = inline(commit.change.id);
    if (commit.atMs <= ms) held.set(id, { id, document: commit.change.after, since: commit });
    else if (!held.has(id)) held.set(id, { id, document: commit.change.before, since: null });
  }
  return [...held.values()].sort((a, b) => (b.since?.atMs ?? -1e12) - (a.since?.atMs ?? -1e12));
}

const DOCUMENTS_MOST = 40;

export function stateView(
  commits: readonly Commit[],
  ms: number,
  subject: string | null,
  text: string,
): Html {
  const all = heldAt(commits, ms).filter(
    ({ document, since }) => (document !== null && document !== undefined) || since !== null,
  );
  const shown = all.filter(
    ({ document, since, id }) =>
      (subject === null ||
        since?.subjects.includes(subject) ||
        mentions({ id, document }, subject.split(' ').at(-1)!)) &&
      (text === '' || mentions({ id, document }, text)),
  );
  if (shown.length === 0)
    return html`<p class="soft">${all.length === 0 ? 'Nothing is in it at this moment.' : `Of ${all.length} documents none is about that.`}</p>`;
  return html`${shown.slice(0, DOCUMENTS_MOST).map((held) => documentView(held))}${shown.length > DOCUMENTS_MOST && html`<p class="soft">and ${shown.length - DOCUMENTS_MOST} more, which changed longer ago</p>`}`;
}

const mentions = (value: unknown, text: string): boolean =>
  JSON.stringify(value).toLowerCase().includes(text.toLowerCase());

function documentView({ id, document, since }: Held): Html {
  const when = since
    ? html`<a href="${hash(since.id)}">${since.change.op} at ${moment(since.atMs)}</a>${since.change.by && ` by ${since.change.by}`}`
    : 'as it was before';
  const before = since ? since.change.before : document;
  return html`<div class="kept"><p><b>${id}</b> <small class="soft">${when}</small></p>${changeView(before, document)}</div>`;
}

/** What the invariant held, and what had changed in it. */
export function invariantView(states: Explanation['invariantStates'], ms: number): Html {
  const now = states.findLastIndex(({ atMs }) => atMs <= ms);
  if (now < 0) return html`<p class="soft">It had held nothing yet.</p>`;
  const { atMs, state } = states[now]!;
  return html`<p class="soft">its state ${now + 1} of ${states.length}, since ${moment(atMs)}</p>${changeView(now === 0 ? state : states[now - 1]!.state, state)}`;
}
