import type { Invariant } from '../invariant.ts';
import { invariant } from '../make.ts';
import { requestLine } from './answers.ts';
import { answerSubject } from './subject.ts';

/**
 * No request is ever answered so, whatever is the matter: a service that is away for a while says so (503), one that does
 * not know what went wrong (500) has a bug.
 */
export function neverAnswered(...statuses: readonly number[]): Invariant {
  if (statuses.length === 0) throw new TypeError('neverAnswered takes statuses: neverAnswered(500)');
  return invariant(
    `never answered ${statuses.join(' or ')}`,
    `No request is answered ${statuses.join(' or ')}, whatever is the matter.`,
    (found) => ({
      onAnswer(answer) {
        const { atMs, status, body } = answer;
        if (!statuses.includes(status)) return [];
        return [
          found(
            atMs,
            answerSubject(answer),
            `${requestLine(answer)} was answered ${status} ${JSON.stringify(body)}`,
          ),
        ];
      },
    }),
  );
}
