/**
 * The shape of a failure: what it is, in lines, without how it was provoked. Which lines depends on how it was shown.
 *
 * | read           | where                                                                                   |
 * |----------------|-----------------------------------------------------------------------------------------|
 * | `lost.ts`      | a write about the subject was told to be done, and was taken back: whatever came of that  |
 * | `stored.ts`    | something that was stored broke the rule                                                  |
 * | `answered.ts`  | an answer did                                                                             |
 * | `undone.ts`    | nothing that was done did: something is missing in the end                                |
 * | `evidence.ts`  | what all of them look up                                                                  |
 * | `deed.ts`      | what a message asks for, without what differs from seed to seed                           |
 */
import type { Explanation } from '../../explanation/index.ts';
import { normalised } from '../kind.ts';
import { answeredShape } from './answered.ts';
import { Evidence } from './evidence.ts';
import { lostShape } from './lost.ts';
import { storedShape } from './stored.ts';
import { undoneShape } from './undone.ts';

export function shapeOf(explanation: Explanation): string[] {
  const { violation, verdict, reason } = explanation;
  if (!violation) return [verdict, normalised(reason)];
  const evidence = new Evidence(explanation, violation);
  return lostShape(evidence) ?? storedShape(evidence) ?? answeredShape(evidence) ?? undoneShape(evidence);
}
