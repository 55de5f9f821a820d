/** The recorded cases, by file; each file is a group. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Case } from './replay.ts';

export const RECORDED = ['write', 'read', 'admin', 'txn', 'stream', 'random'] as const;

export function casesOf(group: (typeof RECORDED)[number]): Case[] {
  const bytes = readFileSync(new URL(`./${group}.json.gz`, import.meta.url));
  return (JSON.parse(gunzipSync(bytes).toString()) as { cases: Case[] }).cases;
}
