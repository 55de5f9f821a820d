/** Where, on what and how it was measured. */
import type { LoadResult } from '../../harness/run/result.ts';
import { type Html } from '../page/html.ts';
/** Each as a name and a value, for one run or for two side by side. */
export declare function environmentRows(result: LoadResult): [string, string][];
/** Which processes there were, or where it ran. */
export declare function stackOf({ settings: { target }, scenario: { services } }: LoadResult): string;
export declare function environment(result: LoadResult): Html;
