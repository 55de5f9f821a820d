/** Requests are counted while it is measured; orders from the first on, for each must be accounted for. */
import type { Settings } from './result.ts';
/** What the counts of orders include beyond the time measured, in a few words; none when that is nothing. */
export declare function ordersInclude({ search, warmupMs }: Pick<Settings, 'search' | 'warmupMs'>): string | null;
