/** Why a campaign went no further, and what of it did not run. */
import type { Ending } from '../../harness/campaign/index.ts';
import type { Tally } from './tally.ts';
/** One line, or none where all has run. `asked` is undefined for as many as there is time for. */
export declare function printEnding(ending: Ending, { seeds, failed }: Tally, asked: number | undefined, isKept: boolean): string | undefined;
