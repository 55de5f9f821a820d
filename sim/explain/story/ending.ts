/** What clients were told of the subject last, and which processes that take part ended by themselves. */
import { closest, type Tale } from './told.ts';
import { at, clause, type Part, sentences } from './words.ts';

const MOST = 3;

export function ends(tale: Tale): Part[] {
  const { facts } = tale;
  const blamed = new Set(facts.faults.flatMap(({ struck }) => struck));
  const partakers = new Set(tale.messages.flatMap(({ from, to }) => [from, to]));
  const deaths = facts.events.filter(
    ({ kind, id, lane, atMs }) =>
      (kind === 'exit' || kind === 'crash') &&
      !blamed.has(id) &&
      lane !== null &&
      partakers.has(lane) &&
      atMs > 0 &&
      tale.isBefore(atMs),
  );
  // What clients were told of what they sent stands with that; what matters else is what they were told last.
  const answers = facts.events.filter(
    ({ kind, strong, atMs, label }) =>
      kind === 'answer' && strong && tale.isBefore(atMs) && / to GET /.test(label),
  );
  return [
    ...deaths
      .slice(-MOST)
      .map(({ label, atMs, id }) => ({ atMs, clauses: sentences([clause(`${label} ${at(atMs)}`, id)]) })),
    ...closest(answers, MOST, tale).map(({ lane, label, atMs, id }) => ({
      atMs,
      clauses: sentences([clause(`${lane} heard ${label} ${at(atMs)}`, id)]),
    })),
  ];
}
