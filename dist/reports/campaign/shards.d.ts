import { type Html } from '../page/html.ts';
import type { Campaign } from './merge.ts';
export declare function shardTable({ shards, missing }: Campaign): Html;
