/** The logs of all processes, merged, around a moment. */
import type { Log } from '../../../harness/explanation/index.ts';
import { type Filter, weightOf } from '../filter.ts';
import type { Index } from '../items.ts';

const MOST = 400;

export interface NearLogs {
  rows: { of: Log; isLater: boolean }[];
  /** Lines that pass the filter and are further away than fits. */
  before: number;
  after: number;
}

/** Those of nobody in particular are left out only where the reader asks for a subject, words or hosts. */
export function logsNear({ inOrder }: Index, filter: Filter, ms: number): NearLogs {
  const narrowed: Filter = { ...filter, rest: asked(filter) ? 'hidden' : 'strong' };
  const passing = inOrder.flatMap((item) =>
    item.type === 'log' && weightOf(item, narrowed) !== null ? [item.of] : [],
  );
  const now = passing.filter(({ atMs }) => atMs <= ms).length;
  const first = Math.max(0, Math.min(now - MOST / 2, passing.length - MOST));
  const shown = passing.slice(first, first + MOST);
  return {
    rows: shown.map((of) => ({ of, isLater: of.atMs > ms })),
    before: first,
    after: passing.length - first - shown.length,
  };
}

const asked = ({ subject, text }: Filter): boolean => subject !== null || text !== '';
