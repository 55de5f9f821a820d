/**
 * A campaign: many seeds, on many machines, and what came of them. `result.ts` is what a file of results holds,
 * `read.ts` reads one,
 * `part.ts` says which seeds it should hold, `distinct.ts` counts histories. `sim/command` writes them, `reports/campaign` draws them.
 */
export { Distinct } from './distinct.ts';
export { partOf } from './part.ts';
export { ResultsError, readResults } from './read.ts';
export { addCounts, type CampaignHead, campaignOf, type Ending, type EndRow, type Failure, FORMAT, fileNameOf, isSameShard, keyOf, type SeedRow, type Shard, VERSION, } from './result.ts';
