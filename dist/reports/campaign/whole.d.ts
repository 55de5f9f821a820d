import type { Campaign, ShardSum } from './merge.ts';
/** What makes a campaign another than the one that was asked for: nobody may take it for whole. */
export declare function gapsOf(campaign: Campaign): string[];
/** Shards whose time was up before all their seeds had run. So it was asked; and yet not all has run. */
export declare const outOfTime: ({ shards }: Campaign) => string[];
export declare const progressOf: ({ seeds, asked, head }: ShardSum) => string;
/** Ten digits of a commit, and what was changed since. */
export declare const shortened: (commit: string) => string;
/** The first of many. */
export declare function listed(names: readonly string[]): string;
