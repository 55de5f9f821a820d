import type { Invariant } from '../invariant.ts';
import { invariant } from '../make.ts';
import { answerSubject } from './subject.ts';

/**
 * Each request that says which answers are right (`expect.statuses`) gets one of them. That there was no answer yet,
 * or a 5xx, is none.
 */
export function statusAsExpected(): Invariant {
  return invariant(
    'status as expected',
    'Good requests are granted and bad, forged and contradicting ones refused.',
    (found) => ({
      onAnswer(answer) {
        const { atMs, status, expect } = answer;
        const right = expect?.statuses as number[] | undefined;
        if (!right || status === 0 || status >= 500 || right.includes(status)) return [];
        return [
          found(atMs, answerSubject(answer), `was answered ${status}, and right is ${right.join(' or ')}`),
        ];
      },
    }),
  );
}
