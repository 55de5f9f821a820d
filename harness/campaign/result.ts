/**
 * The results of a campaign as a file: one JSON line that says what was asked for, one for each seed as it ended, one for
 * each failure that was shrunk, and one that says why it went no further. The simulator appends, so a campaign that is killed loses nothing, and is known
 * by its missing end; one that is resumed goes on after it. `read.ts` reads; reports draw.
 */
import type { Shrinkage, Thing } from '../explanation/index.ts';

export const FORMAT = 'groundhog-campaign';
export const VERSION = 3;

/** Of how many shards this is which, from 1. */
export interface Shard {
  index: number;
  of: number;
}

export interface CampaignHead {
  format: typeof FORMAT;
  version: typeof VERSION;
  startedAt: string;
  /** The commit that ran, if it is known. */
  commit: string | null;
  command: string;
  /** The name of the scenario that was run. */
  scenario: string;
  /** What its counts are of. */
  countsOf: string;
  /** The whole range, of which the shard runs its part. */
  seed: number;
  runs: number;
  /** No number of seeds was asked for, but as many as there is time for: `runs` is a bound that nobody reaches. */
  isOpen?: boolean;
  shard: Shard;
  /** The flags without which a seed would stand for something else: what a replay needs besides the seed. */
  drawnBy: string[];
  /** What may be reached; rows name them by position. */
  sometimes: { name: string; says: string }[];
  /** The kinds of fault that could be drawn. */
  faults: string[];
}

export interface Failure {
  /** The first invariant that was broken; null for any other verdict. */
  invariant: string | null;
  subject: string | null;
  message: string;
  /** What came to light besides. */
  more: number;
}

export interface SeedRow {
  seed: number;
  verdict: string;
  character: string | null;
  trace: string;
  history: string;
  virtualMs: number;
  wallMs: number;
  events: number;
  /** What it came to, in the scenario's words. */
  counts: Record<string, number>;
  injected: Record<string, number>;
  reached: number[];
  /** Milliseconds since this shard began, without the time it was away. */
  atMs: number;
  failure?: Failure;
}

/** A failure that was shrunk; its seed has a row of its own. */
export interface ShrunkRow {
  /** The seed. */
  shrunk: number;
  /** As in the seed's row. */
  verdict: string;
  failure: Failure;
  /** The same for the same cause, on whatever seed. Null: it was not looked into. */
  fingerprint: string | null;
  /** What the fingerprint is made of, for a person who wonders why two are not the same. */
  shape: string[];
  /** What broke in what is left, in a sentence. */
  sentence: string;
  shrinkage: Shrinkage;
  /** What is left, and what happens without it; null when there was no time to see. */
  things: Pick<Thing, 'thing' | 'without'>[] | null;
  /** The plan that is left, and the page that explains it, as paths from the folder of this file. */
  plan: string;
  page: string | null;
}

/** Why a shard went no further: all its seeds have run, its time was up, enough had failed, or somebody stopped it. */
export type Ending = 'all' | 'time' | 'failures' | 'interrupted';

export interface EndRow {
  ended: Ending;
  atMs: number;
}

export const isSameShard = (a: CampaignHead, b: CampaignHead): boolean => keyOf(a) === keyOf(b);

/** What tells one shard of one campaign from all others. */
export function keyOf(head: CampaignHead): string {
  return JSON.stringify([head.shard.index, campaignOf(head)]);
}

/** What tells one campaign from all others: what all its shards have in common. */
export function campaignOf({ scenario, seed, runs, isOpen, shard, drawnBy }: CampaignHead): string {
  return JSON.stringify([scenario, seed, runs, isOpen ?? false, shard.of, drawnBy]);
}

export const fileNameOf = ({ index, of }: Shard): string =>
  `shard-${String(index).padStart(String(of).length, '0')}-of-${of}.jsonl`;

/** Adds one run's counts to a sum of them. */
export function addCounts(sum: Record<string, number>, counts: Readonly<Record<string, number>>): void {
  for (const [name, n] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + n;
}
