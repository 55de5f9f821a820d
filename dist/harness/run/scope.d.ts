/** Requests are counted while it is measured; pieces of work from the first on, for each must be accounted for. */
import type { Settings } from './result.ts';
/** What the counts of work include beyond the time measured, in a few words; none when that is nothing. */
export declare function workIncludes({ search, warmupMs }: Pick<Settings, 'search' | 'warmupMs'>): string | null;
