/**
 * What this project holds a MongoDB to, whichever it is: the model, or a real server.
 *
 *   step.ts       sequences of commands, as data
 *   writes.ts, reads.ts, administration.ts, transactions.ts, streams.ts   cases written by hand, with what must be answered
 *   random.ts     sequences drawn from a seed, to be played on two servers and compared
 *   play.ts       plays a sequence
 *   compare.ts    one server against its expectations, two servers against each other
 *
 * `npm run conformance` (scripts/conformance.ts) runs it all; contract.test.ts holds the model to the cases.
 */
import { administration } from './administration.ts';
import { reads } from './reads.ts';
import type { Case } from './step.ts';
import { streams } from './streams.ts';
import { transactions } from './transactions.ts';
import { writes } from './writes.ts';

export { check, compare, type Difference } from './compare.ts';
export { sequences } from './random.ts';
export type { Case, Step } from './step.ts';

export const contract: readonly Case[] = [
  ...writes,
  ...reads,
  ...administration,
  ...transactions,
  ...streams,
];
