/** Of a scenario's own data: what no request names, such as products that nobody orders; and smaller numbers. */
import { textsIn } from '../../harness/texts-in.ts';
import type { Plan } from '../plan/plan.ts';

/** Plans with less data: all that nobody names left out of a list, then of another; then all numbers smaller. */
export function lessData(plan: Plan): Plan[] {
  const asked = JSON.stringify(plan.requests);
  const shorter = Object.entries(plan.data).flatMap(([name, value]) => {
    if (!Array.isArray(value)) return [];
    const named = value.filter((item) => textsIn(item).some((word) => asked.includes(JSON.stringify(word))));
    return named.length === value.length ? [] : [{ ...plan, data: { ...plan.data, [name]: named } }];
  });
  return [...shorter, ...smallerNumbers(plan)];
}

/** A stock of 3 is sold out by fewer orders than one of 300; of none, nothing can go wrong. */
export const divided = (plan: Plan, divisor: number): Plan => ({
  ...plan,
  data: mapNumbers(plan.data, (n) => Math.max(1, Math.trunc(n / divisor))),
});

function smallerNumbers(plan: Plan): Plan[] {
  const before = JSON.stringify(plan.data);
  return [divided(plan, 16), divided(plan, 2)].filter(({ data }) => JSON.stringify(data) !== before);
}

/** Those beyond one; a share stays as it is. */
function mapNumbers<T>(value: T, to: (n: number) => number): T {
  const mapped = (inner: unknown): unknown => {
    if (typeof inner === 'number') return inner > 1 ? to(inner) : inner;
    if (Array.isArray(inner)) return inner.map(mapped);
    if (inner === null || typeof inner !== 'object') return inner;
    return Object.fromEntries(Object.entries(inner).map(([name, one]) => [name, mapped(one)]));
  };
  return mapped(value) as T;
}
