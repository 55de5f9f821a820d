/**
 * Which features of MongoDB the model has as which version: each is asked for, and the table in `docs/mongodb.md` is
 * made of what came of it. One file for each group of them.
 */
import { aggregation } from './aggregation.ts';
import type { Feature } from './feature.ts';
import { protocol } from './protocol.ts';
import { queries } from './queries.ts';
import { streams } from './streams.ts';
import { upkeep } from './upkeep.ts';
import { writes } from './writes.ts';

export type { Feature } from './feature.ts';

/** By what they are of. */
export const FEATURES: Readonly<Record<string, readonly Feature[]>> = {
  'protocol and concerns': protocol,
  'queries, collections and their plans': queries,
  aggregation,
  'change streams': streams,
  writes,
  'users and upkeep': upkeep,
};
