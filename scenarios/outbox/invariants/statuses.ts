/** Each request says which answers are right. That there was none yet, or a failure, is no answer. */
import type { Invariant } from '../../../harness/invariants/invariant.ts';
import { finder } from '../../../harness/invariants/kit/violations.ts';

const found = finder('status as expected');

export const statusAsExpected: Invariant = {
  name: 'status as expected',
  says: 'Good requests are granted and bad, forged and contradicting ones refused.',
  create: () => ({
    onAnswer({ atMs, kind, key, status, expect }) {
      const right = expect?.statuses as number[] | undefined;
      if (!right || status === 0 || status >= 500 || right.includes(status)) return [];
      return [found(atMs, `${kind} ${key}`, `was answered ${status}, and right is ${right.join(' or ')}`)];
    },
  }),
};
