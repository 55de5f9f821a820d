/** What two runs are called: by commit, and by when they ran only if that is the same. */
import type { LoadResult } from '../../harness/run/result.ts';
export declare function namesOf(before: LoadResult, after: LoadResult): [string, string];
