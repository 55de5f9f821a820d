/**
 * The results of a campaign as a file: one JSON line that says what was asked for, then one for each seed as it ended.
 * The simulator appends, so a campaign that is killed loses nothing; `read.ts` reads; reports draw.
 */

export const FORMAT = 'groundhog-campaign';
export const VERSION = 1;

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
  /** The whole range, of which the shard ran its part. */
  seed: number;
  runs: number;
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
  orders: { accepted: number; confirmed: number; rejected: number };
  injected: Record<string, number>;
  reached: number[];
  /** Milliseconds since this shard began, without the time it was away. */
  atMs: number;
  failure?: Failure;
}

export const isSameShard = (a: CampaignHead, b: CampaignHead): boolean => keyOf(a) === keyOf(b);

/** What tells one shard of one campaign from all others. */
export function keyOf({ seed, runs, shard, drawnBy }: CampaignHead): string {
  return JSON.stringify([seed, runs, shard.index, shard.of, drawnBy]);
}

export const fileNameOf = ({ index, of }: Shard): string =>
  `shard-${String(index).padStart(String(of).length, '0')}-of-${of}.jsonl`;
