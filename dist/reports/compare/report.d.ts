/** Two runs under load against each other: whether they can be compared, what is better and what worse, and how. */
import type { LoadResult } from '../../harness/run/result.ts';
/** A whole HTML file. */
export declare function renderComparison(before: LoadResult, after: LoadResult): string;
