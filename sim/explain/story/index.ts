/**
 * How a violation came about, in sentences, each with what it tells of: what was asked, what faults made of it, who wrote what
 * and what they knew, what was asked again and again or lost, and what is wrong with that. It is told of any scenario alike; the
 * scenario's own words come with the labels of what was stored.
 */
import type { Paragraph } from '../../../harness/explanation/index.ts';
import { when } from '../../../harness/when.ts';
import { capital } from '../../../harness/words.ts';
import type { Facts } from '../facts.ts';
import { again } from './again.ts';
import { asking, calling, repeating } from './asking.ts';
import { ends } from './ending.ts';
import { faulting } from './faulting.ts';
import { electing, losing } from './losing.ts';
import { missing } from './missing.ts';
import { type Commit, closest, Tale } from './told.ts';
import { asSentence, clause, type Part } from './words.ts';
import { writing } from './writing.ts';

const MOST_WRITES = 10;
const MOST_OF_A_KIND = 3;

/** What broke, in one sentence. */
export function sentenceOf({ violation, reason }: Facts): string {
  if (!violation) return capital(reason.split('\n', 1)[0]!);
  const { subject, message, says } = violation;
  return asSentence(`${capital(subject)}: ${message}, though ${must(says)}`);
}

/** As the second half of a sentence. */
const must = (says: string): string =>
  (/^[A-Z][a-z]*\b/.test(says) ? says.charAt(0).toLowerCase() + says.slice(1) : says).replace(/\.$/, '');

export function storyOf(facts: Facts): Paragraph[] {
  const tale = new Tale(facts);
  const parts: Part[] = [
    ...asking(tale),
    ...faulting(tale),
    ...electing(tale),
    ...losing(tale),
    ...repeating(tale),
    ...writing(tale, keyWrites(tale)),
    ...missing(tale),
    ...again(tale),
    ...ends(tale),
  ];
  const told = new Set(parts.flatMap(({ clauses }) => clauses.flatMap(({ ref }) => ref ?? [])));
  parts.push(...calling(tale, told));
  parts.sort((a, b) => a.atMs - b.atMs);
  const { violation } = facts;
  const last = violation
    ? clause(
        `So, at ${when(violation.atMs)}, ${violation.subject} broke ${violation.invariant}: ${violation.message}.`,
        violation.event,
      )
    : clause(asSentence(capital(facts.reason.split('\n', 1)[0]!)));
  return [...parts.map(({ clauses }) => ({ clauses })), { clauses: [last] }];
}

/** Of what each service wrote of each kind the first and the last, then more of the last: those that are closest to what broke. */
function keyWrites(tale: Tale): Commit[] {
  const kinds = new Map<string, Commit[]>();
  for (const commit of tale.commits) {
    // What was there before anybody asked for anything is no news.
    if (commit.atMs < 0 && tale.untilMs > 0) continue;
    const { coll, by } = commit.change;
    const kind = `${coll} ${tale.serviceOf(by ?? '')}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), commit]);
  }
  const ends = new Set([...kinds.values()].flatMap((all) => [all[0]!, all.at(-1)!]));
  const more = new Set([...kinds.values()].flatMap((all) => all.slice(-MOST_OF_A_KIND)));
  const first = closest(
    tale.commits.filter((commit) => ends.has(commit)),
    MOST_WRITES,
    tale,
  );
  const rest = tale.commits.filter((commit) => more.has(commit) && !ends.has(commit));
  const filled = closest(rest, MOST_WRITES - first.length, tale);
  return [...first, ...filled].sort((a, b) => a.atMs - b.atMs);
}
