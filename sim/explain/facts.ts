import type { Explanation } from '../../harness/explanation/index.ts';

/** What a run says by itself: all but what other runs tell, and what is known of the plan's origin. */
export type Facts = Omit<
  Explanation,
  'bug' | 'commit' | 'plan' | 'commands' | 'things' | 'shrunk' | 'likelihood' | 'differences'
>;
