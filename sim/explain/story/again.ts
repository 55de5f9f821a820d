/** What was asked again and again in vain: who reads the same for ever comes no further. */
import type { Message } from '../../../harness/explanation/index.ts';
import { when } from '../../../harness/when.ts';
import { isRead, type Tale } from './told.ts';
import { clause, type Part, said, sentences } from './words.ts';

/** So often the same within one run is no coincidence. */
const MANY = 20;
const MOST = 3;

export function again(tale: Tale): Part[] {
  const asked = new Map<string, Message[]>();
  for (const message of tale.messages) {
    const { from, to, label, answers } = message;
    // What a cursor is asked for next is what comes next, and a client's looking is its own.
    if (answers !== null || !isRead(message) || label.startsWith('getMore') || !tale.isService(from))
      continue;
    const key = JSON.stringify([from, to, label]);
    const all = asked.get(key) ?? [];
    all.push(message);
    asked.set(key, all);
  }
  return [...asked.values()]
    .filter((all) => all.length >= MANY)
    .sort((a, b) => b.length - a.length)
    .slice(0, MOST)
    .map((all) => {
      const [first] = all;
      const last = all.at(-1)!;
      const seen = tale.answerTo(last);
      const told = seen ? clause(`, and was told ${said(seen)}`, seen.id) : clause(', and was told nothing');
      return {
        atMs: last.sentMs,
        clauses: sentences([
          clause(
            `${last.from} asked the same ${all.length} times from ${when(first!.sentMs)} on, the last time at ${when(last.sentMs)}: ${said(last)}`,
            last.id,
          ),
          told,
        ]),
      };
    });
}
