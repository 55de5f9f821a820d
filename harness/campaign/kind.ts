/** Of what kind a failure is, by what it says itself: what is known of one that nobody has looked into. */
import type { SeedRow } from './result.ts';

export interface FailureKind {
  /** The invariant, or another verdict than `violated`. */
  what: string;
  /** The kind of its subject, such as `order`; empty for another verdict. */
  about: string;
  /** What it says, without what differs from seed to seed. */
  why: string;
}

const MOST_MESSAGE = 400;

export function kindOf({ verdict, failure }: Pick<SeedRow, 'verdict' | 'failure'>): FailureKind {
  const { invariant, subject, message = verdict } = failure ?? {};
  return {
    what: invariant ?? verdict,
    about: subject == null ? '' : kindOfSubject(subject),
    why: normalised(message),
  };
}

/** `order` of `order ORD-1`. */
export const kindOfSubject = (subject: string): string => subject.split(' ', 1)[0]!;

/** The first line without numbers, ids and hashes, and what it lists once each: how many are stuck differs by chance. */
export function normalised(message: string): string {
  const text = message
    .split('\n')[0]!
    .slice(0, MOST_MESSAGE)
    .replaceAll(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, 'X')
    .replaceAll(/\b(?=[0-9a-f]*\d)[0-9a-f]{12,}\b/gi, 'X')
    .replaceAll(/\d+(?:\.\d+)?/g, 'N');
  const [lead, ...rest] = text.split(': ');
  if (rest.length === 0) return text;
  const listed = new Set(rest.join(': ').split(', '));
  return `${lead}: ${[...listed].sort().join(', ')}`;
}
