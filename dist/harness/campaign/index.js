/**
 * A campaign: many seeds, on many machines, and what came of them. `result.ts` is what a file of results holds,
 * `read.ts` reads one,
 * `part.ts` says which seeds it should hold, `distinct.ts` counts histories. `sim/command` writes them, `reports/campaign` draws them.
 */
export { Distinct } from './distinct.js';
export { partOf } from './part.js';
export { ResultsError, readResults } from './read.js';
export { addCounts, campaignOf, FORMAT, fileNameOf, isSameShard, keyOf, VERSION, } from './result.js';
