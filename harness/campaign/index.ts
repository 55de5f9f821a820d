/**
 * A campaign: many seeds, on many machines, and what came of them. `result.ts` is what a file of results holds,
 * `read.ts` reads one, `distinct.ts` counts histories. `sim/command` writes them, `reports/campaign` draws them.
 */
export { Distinct } from './distinct.ts';
export { ResultsError, readResults } from './read.ts';
export {
  type CampaignHead,
  type Failure,
  FORMAT,
  fileNameOf,
  isSameShard,
  keyOf,
  type SeedRow,
  type Shard,
  VERSION,
} from './result.ts';
