import { knownKeys } from '../../known-keys.ts';
import type { Answer, Invariant } from '../invariant.ts';
import { invariant } from '../make.ts';
import { answerSubject } from './subject.ts';

export interface Known {
  name?: string;
  says?: string;
  /** The kinds of request whose answers show that a thing is there, or is not: those with one key are about one thing. */
  kinds: readonly string[];
  /** The status that says that there is no such thing. */
  gone?: number;
  subject?: (answer: Answer) => string;
}

/**
 * What some client was once told to be there (2xx) is never said not to be there in answer to a request that was sent
 * later, whoever sends it and whichever instance answers. Not for what may be deleted.
 */
export function knownStays(known: Known): Invariant {
  knownKeys('knownStays', known, ['name', 'says', 'kinds', 'gone', 'subject']);
  const { kinds, gone = 404, subject = answerSubject } = known;
  const {
    name = `${kinds.join(' and ')} stays known`,
    says = `What a client was once told to be there is never answered ${gone} afterwards.`,
  } = known;
  return invariant(
    name,
    says,
    (found) => {
      /** Since when a thing is known to somebody, by its key. */
      const sinceMs = new Map<string, number>();
      return {
        state: () => Object.fromEntries(sinceMs),
        onAnswer(answer) {
          const { kind, key, status, atMs, sentMs } = answer;
          if (!kinds.includes(kind)) return [];
          const known = sinceMs.get(key);
          if (status >= 200 && status < 300 && known === undefined) sinceMs.set(key, atMs);
          if (status !== gone || known === undefined || known >= sentMs) return [];
          const before = ((sentMs - known) / 1000).toFixed(3);
          return [
            found(
              atMs,
              subject(answer),
              `was answered ${gone}, though it had been known for ${before} s when that was asked`,
            ),
          ];
        },
      };
    },
    { kinds: { names: kinds } },
  );
}
