/**
 * A campaign: many seeds, on many machines, and what came of them. `result.ts` is what a file of results holds,
 * `read.ts` reads one, `part.ts` says which seeds it should hold, `distinct.ts` counts histories; `triage.ts` says which
 * failures are one, by fingerprints that are made of what is in `shape/`, and `known.ts` which are known. `sim/command`
 * writes them, `reports/campaign` draws them.
 */
export { annotationsOf } from './annotations.ts';
export { Distinct } from './distinct.ts';
export { type Fingerprint, fingerprintOf } from './fingerprint.ts';
export { junitOf } from './junit.ts';
export { type FailureKind, kindOf, kindOfSubject, normalised } from './kind.ts';
export { type Known, readKnown, type Sorted, sorted, withNew, writeKnown } from './known.ts';
export { partOf } from './part.ts';
export { ResultsError, readResults } from './read.ts';
export {
  addCounts,
  type CampaignHead,
  campaignOf,
  type Ending,
  type EndRow,
  type Failure,
  FORMAT,
  fileNameOf,
  isSameShard,
  keyOf,
  type SeedRow,
  type Shard,
  type ShrunkRow,
  VERSION,
} from './result.ts';
export { changeIn, messageOf, pathOf, replayOf, seedsOf, titleOf } from './told.ts';
export { type Found, type Group, isOfKind, mayHide, nameOf, type Shrunk, Triage } from './triage.ts';
