import type { Shard } from '../../harness/campaign/index.ts';
export declare function shardOf(text: string): Shard;
