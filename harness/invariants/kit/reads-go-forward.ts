import { knownKeys } from '../../known-keys.ts';
import type { Answer, Invariant } from '../invariant.ts';
import { invariant } from '../make.ts';
import { answerSubject } from './subject.ts';

export interface Reads {
  name?: string;
  says?: string;
  /** The kind of request that reads. */
  kind: string;
  /** The field of its answer that only rises: a version, a count. */
  field: string;
  subject?: (answer: Answer) => string;
}

/** Rising values with the moment each was first known to the client, both ascending. */
type Sight = Array<{ atMs: number; value: number }>;

/** The highest value that was known before the given moment; -Infinity if none. */
function knownBefore(sight: Sight, beforeMs: number): number {
  let low = 0;
  let high = sight.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sight[middle]!.atMs < beforeMs) low = middle + 1;
    else high = middle;
  }
  return sight[low - 1]?.value ?? Number.NEGATIVE_INFINITY;
}

/**
 * What one client reads moves forward only, whichever instance answers ("monotonic reads").
 *
 * Requests of one client that overlap in time have no order: an answer is compared only with those that had
 * come before its request was sent.
 */
export function readsGoForward(reads: Reads): Invariant {
  knownKeys('readsGoForward', reads, ['name', 'says', 'kind', 'field', 'subject']);
  const { kind, field, subject = answerSubject } = reads;
  const { name = `${kind} goes forward`, says = `A client never sees the ${field} of a ${kind} go back.` } =
    reads;
  return invariant(
    name,
    says,
    (found) => {
      const sights = new Map<string, Sight>();
      return {
        state: () =>
          Object.fromEntries(
            [...sights].map(([of, sight]) => [JSON.parse(of).join(' '), sight.at(-1)?.value ?? null]),
          ),
        onAnswer(answer) {
          const value = answer.body?.[field];
          if (answer.kind !== kind || answer.status !== 200 || typeof value !== 'number') return [];
          const key = JSON.stringify([answer.client, answer.key]);
          const sight = sights.get(key) ?? [];
          sights.set(key, sight);
          const known = knownBefore(sight, answer.sentMs);
          const last = sight.at(-1)?.value ?? Number.NEGATIVE_INFINITY;
          if (value > last) sight.push({ atMs: answer.atMs, value });
          if (value >= known) return [];
          return [
            found(answer.atMs, subject(answer), `${answer.client} saw ${field} ${known}, and then ${value}`),
          ];
        },
      };
    },
    { kinds: { names: [kind], answered: [field] } },
  );
}
