/** What clients were told of the subject last, and processes that ended: by themselves, and what each was at. */
import type { Event } from '../../../harness/explanation/index.ts';
import { closest, type Tale } from './told.ts';
import { at, type Clause, clause, type Part, said, sentences } from './words.ts';

const MOST = 3;
/** What was written so long before an end has nothing to do with it. */
const SHORTLY_MS = 2000;

export function ends(tale: Tale): Part[] {
  const { facts } = tale;
  const blamed = new Set(facts.faults.flatMap(({ struck }) => struck));
  const deaths = facts.events.filter(
    ({ kind, id, lane, atMs }) =>
      (kind === 'exit' || kind === 'crash') &&
      !blamed.has(id) &&
      lane !== null &&
      tale.partakers.has(lane) &&
      atMs > 0 &&
      tale.isBefore(atMs),
  );
  // What clients were told of what they sent stands with that; what matters else is what they were told last.
  const answers = new Map<string, Event>();
  for (const event of facts.events)
    if (event.kind === 'answer' && event.strong && tale.isBefore(event.atMs) && / to GET /.test(event.label))
      answers.set(event.label, event);
  return [
    ...deaths.slice(-MOST).map((event) => ({
      atMs: event.atMs,
      clauses: sentences([clause(`${event.label} ${at(event.atMs)}`, event.id)], ...lastOf(tale, event)),
    })),
    ...closest([...answers.values()], MOST, tale).map(({ lane, label, atMs, id }) => ({
      atMs,
      clauses: sentences([clause(`${lane} heard ${label} ${at(atMs)}`, id)]),
    })),
  ];
}

/** What a process that ended had heard last of what broke, and what it had written last. */
export function lastOf(tale: Tale, { lane, atMs }: Event): Clause[][] {
  const heard = tale.messages.findLast(
    (message) => message.to === lane && message.arrivedMs !== null && message.arrivedMs <= atMs,
  );
  const wrote = tale.facts.events.findLast(
    ({ change, atMs: storedMs }) => change?.by === lane && storedMs <= atMs && storedMs > atMs - SHORTLY_MS,
  );
  return [
    heard
      ? [
          clause(
            `It had heard last of it ${at(heard.arrivedMs!)}, from ${heard.from}: ${said(heard)}`,
            heard.id,
          ),
        ]
      : [],
    wrote ? [clause(`It had written last ${at(wrote.atMs)}: ${wrote.label}`, wrote.id)] : [],
  ];
}
