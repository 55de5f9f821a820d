/** What the database said was written and then did not keep, and who was primary meanwhile. */
import { lostWrites } from '../../../harness/explanation/index.ts';
import type { Tale } from './told.ts';
import { at, clause, type Part, said, sentences } from './words.ts';

const MOST = 3;

export function losing(tale: Tale): Part[] {
  const lost = lostWrites(tale.facts).filter(({ write }) => write.strong && tale.isBefore(write.sentMs));
  return lost.slice(-MOST).map(({ write, told }) => ({
    atMs: told.sentMs,
    clauses: sentences([
      clause(
        `${write.from} was told by ${told.from} ${at(told.sentMs)} that it had written ${said(write)}`,
        told.id,
      ),
      clause(', and that was not kept', write.id),
    ]),
  }));
}

/** Who became primary, or was no longer, once what concerns the violation had begun. */
export function electing(tale: Tale): Part[] {
  const fromMs = Math.min(...tale.requests.map(({ sentMs }) => sentMs), tale.untilMs);
  const elections = tale.facts.events.filter(
    ({ kind, atMs }) => kind === 'election' && atMs >= fromMs && tale.isBefore(atMs),
  );
  return elections
    .slice(-MOST)
    .map(({ label, atMs, id }) => ({ atMs, clauses: sentences([clause(`${label} ${at(atMs)}`, id)]) }));
}
