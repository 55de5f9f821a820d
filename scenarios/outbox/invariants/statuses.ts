/** Each request says which answers are right. That there was none yet, or a failure, is no answer. */
import { invariant } from '../../../groundhog/index.ts';

export const statusAsExpected = invariant(
  'status as expected',
  'Good requests are granted and bad, forged and contradicting ones refused.',
  (found) => ({
    onAnswer({ atMs, kind, key, status, expect }) {
      const right = expect?.statuses as number[] | undefined;
      if (!right || status === 0 || status >= 500 || right.includes(status)) return [];
      return [found(atMs, `${kind} ${key}`, `was answered ${status}, and right is ${right.join(' or ')}`)];
    },
  }),
);
