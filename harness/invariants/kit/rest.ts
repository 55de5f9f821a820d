/** What nothing excuses any more once all faults are over. A request counts that was sent after that. */
import { knownKeys } from '../../known-keys.ts';
import type { About, Answer, Invariant } from '../invariant.ts';
import { invariant } from '../make.ts';
import { requestLine } from './answers.ts';
import { answerSubject } from './subject.ts';

export interface AtRest {
  /** What the last fault has broken may take this long to mend: a database without a primary elects one. By default 0. */
  afterMs?: number;
}

function afterHeal(
  name: string,
  says: string,
  { afterMs = 0 }: AtRest,
  wrongWith: (answer: Answer) => string | undefined,
  about?: About,
): Invariant {
  return invariant(
    name,
    says,
    (found) => {
      let healedMs = Number.POSITIVE_INFINITY;
      return {
        onHeal(atMs) {
          healedMs = atMs;
        },
        onAnswer(answer) {
          if (answer.sentMs <= healedMs + afterMs) return [];
          const wrong = wrongWith(answer);
          return wrong ? [found(answer.atMs, answerSubject(answer), wrong)] : [];
        },
      };
    },
    about,
  );
}

/** `ofKinds`: only these kinds of request; by default all. */
export function noServerErrorAtRest(what: AtRest & { ofKinds?: readonly string[] } = {}): Invariant {
  knownKeys('noServerErrorAtRest', what, ['afterMs', 'ofKinds']);
  const { ofKinds } = what;
  return afterHeal(
    'no server error at rest',
    'Once all faults are over, no request is answered by a 5xx.',
    what,
    (answer) =>
      answer.status >= 500 && (ofKinds?.includes(answer.kind) ?? true)
        ? `${requestLine(answer)} was answered ${answer.status} ${JSON.stringify(answer.body)}`
        : undefined,
    ofKinds && { kinds: { names: ofKinds } },
  );
}

export function answeredAtRest(what: AtRest = {}): Invariant {
  knownKeys('answeredAtRest', what, ['afterMs']);
  return afterHeal(
    'answered at rest',
    'Once all faults are over, every request is answered.',
    what,
    (answer) =>
      answer.status === 0 ? `${answer.client} heard nothing of ${requestLine(answer)}` : undefined,
  );
}
