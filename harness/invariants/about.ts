/** Which requests are about what a violation is about: it is told by name, and they say names. */
import type { Violation } from './invariant.ts';

/** Of its subject, then of those related to it: `ORD-1` of `order ORD-1`. */
export const namesOf = ({ subject, related = [] }: Pick<Violation, 'subject' | 'related'>): string[] =>
  [subject, ...related].map((one) => one.slice(one.indexOf(' ') + 1)).filter((name) => name !== '');

/** Whether what is sent holds one of these names, and not only one that begins alike: `ORD-1` is not in `ORD-12`. */
export function saysOneOf(names: readonly string[]): (request: object) => boolean {
  const patterns = names.map((name) => new RegExp(`(?<![\\w-])${escaped(name)}(?![\\w-])`));
  return (request) => {
    const text = JSON.stringify(request);
    return patterns.some((pattern) => pattern.test(text));
  };
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
