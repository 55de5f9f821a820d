/** What was sent and what came back: throughput, errors, answers, chaos. */
import type { LoadResult } from '../../harness/run/result.ts';
import { type Html } from '../page/html.ts';
export declare function traffic(result: LoadResult): Html;
export declare function chaos({ chaos: events }: LoadResult): Html;
