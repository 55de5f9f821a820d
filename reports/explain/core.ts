/** Of all that concerns the violation, as much as a page without a script can hold: what is nearest before it. */
import type { Explanation } from '../../harness/explanation/index.ts';
import { WHOLE, weightOf } from './filter.ts';
import type { Index, Item } from './items.ts';

const MOST = 300;

export interface Core {
  items: Item[];
  /** How much more there is that concerns it. */
  leftOut: number;
}

export function coreOf(explanation: Explanation, { inOrder }: Index): Core {
  const all = inOrder.filter((item) => weightOf(item, WHOLE) === 'strong');
  const until = explanation.violation?.atMs ?? explanation.toMs;
  const before = all.filter(({ atMs }) => atMs <= until).length;
  const from = Math.max(0, Math.min(before + MOST / 10, all.length) - MOST);
  const items = all.slice(from, from + MOST);
  return { items, leftOut: all.length - items.length };
}
