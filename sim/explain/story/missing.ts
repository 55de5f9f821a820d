/** What is missing in the end was never written: so it is told who of the others looked where it was, and what they saw. */
import type { Message } from '../../../harness/explanation/index.ts';
import { collOf, isRead, type Tale } from './told.ts';
import { at, clause, type Part, said, sentences } from './words.ts';

/** A violation that comes so long after the last that was written is one of something that did not come. */
const LONG_MS = 2000;
/** What is written so close together is one thing. */
const TOGETHER_MS = 50;
const MOST = 3;

export function missing(tale: Tale): Part[] {
  const last = tale.commits.at(-1);
  if (!last || tale.untilMs - last.atMs < LONG_MS) return [];
  const writer = tale.serviceOf(last.change.by ?? '');
  const together = tale.commits.filter(
    ({ atMs, change }) => change.by === last.change.by && atMs > last.atMs - TOGETHER_MS,
  );
  const colls = new Set(together.map(({ change }) => change.coll));
  const first = new Map<string, Message>();
  for (const message of tale.facts.messages) {
    const { from, sentMs, answers } = message;
    if (answers !== null || sentMs < last.atMs || first.has(from)) continue;
    if (!isRead(message) || !colls.has(collOf(message))) continue;
    if (!tale.isService(from) || tale.serviceOf(from) === writer) continue;
    first.set(from, message);
  }
  return [...first.values()].slice(0, MOST).map((look) => {
    const seen = tale.answerTo(look);
    const told = seen ? `, and was told ${said(seen)}` : ', and was told nothing';
    return {
      atMs: look.sentMs,
      clauses: sentences([
        clause(`${look.from} looked there next ${at(look.sentMs)}: ${said(look)}${told}`, look.id),
      ]),
    };
  });
}
