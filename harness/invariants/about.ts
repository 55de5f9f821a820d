/** Which requests are about what a violation is about: it is told by name, and they say names. */
import { wholeWord } from '../whole-word.ts';
import type { Violation } from './invariant.ts';

/** `ORD-1` of `order ORD-1`. */
export const nameOfSubject = (subject: string): string => subject.slice(subject.indexOf(' ') + 1);

/** Of its subject, then of those related to it. */
export const namesOf = ({ subject, related = [] }: Pick<Violation, 'subject' | 'related'>): string[] =>
  [subject, ...related].map(nameOfSubject).filter((name) => name !== '');

/** Whether what is sent holds one of these names, and not only one that begins alike: `ORD-1` is not in `ORD-12`. */
export function saysOneOf(names: readonly string[]): (request: object) => boolean {
  const patterns = names.map((name) => wholeWord(name));
  return (request) => {
    const text = JSON.stringify(request);
    return patterns.some((pattern) => pattern.test(text));
  };
}
