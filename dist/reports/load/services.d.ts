/** The services from inside: each process's latency, event loop, CPU and memory, and the database's commands. */
import type { LoadResult } from '../../harness/run/result.ts';
import { type Html } from '../page/html.ts';
export declare function services(result: LoadResult): Html;
