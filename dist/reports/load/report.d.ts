/** One run under load as a page. */
import type { LoadResult } from '../../harness/run/result.ts';
/** A whole HTML file. */
export declare function renderReport(result: LoadResult): string;
